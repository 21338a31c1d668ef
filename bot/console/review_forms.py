"""The forms of a review and of a correction."""

from __future__ import annotations

from collections.abc import Iterable

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import HiddenInput

from bot.console.words import URGENCIES, VERDICTS, Names
from bot.transcripts.review.corrections import Correction, meaning
from bot.transcripts.review.reviews import LONGEST_NOTE, Judgement, Review, tags
from bot.transcripts.tables import LARGEST

NOT_YET = ("", "Not yet")
AS_IT_CAME_OUT = ("", "As it came out")
NOBODY = ("", "Nobody")
_ROW = NumberRange(0, LARGEST)


class ReviewForm(FlaskForm):
    """A judgement. The hidden parts say what its writer had seen."""

    verdict = SelectField("Verdict", choices=[NOT_YET, *VERDICTS.items()])
    cause = SelectField("Right cause")
    urgency = SelectField("Right urgency")
    note = TextAreaField("Note", [Length(max=LONGEST_NOTE)])
    tags = StringField("Tags", [Length(max=300)])
    assigned_to = SelectField("Assigned to")
    follow_up = DateField("Follow up on", [Optional()])
    done = BooleanField("Done: take it off the list")
    last_review = IntegerField(validators=[_ROW], widget=HiddenInput())
    last_event = IntegerField(validators=[_ROW], widget=HiddenInput())

    def offer(self, names: Names, staff: Iterable[str]) -> None:
        """Fill in what there is to choose from."""
        scored = [each.id for each in names.knowledge.causes.values() if each.scored]
        self.cause.choices = [AS_IT_CAME_OUT, *names.choices("cause", scored)]
        self.urgency.choices = [AS_IT_CAME_OUT, *(each for each in URGENCIES.items() if each[0] != "none")]
        self.assigned_to.choices = [NOBODY, *((each, each) for each in staff)]

    def show(self, last: Review | None, last_event: int) -> None:
        """Begin with the last judgement; what the writer has seen is all there is now."""
        before = last.judgement if last else Judgement()
        for name in ("verdict", "cause", "urgency", "assigned_to"):
            self[name].data = getattr(before, name) or ""
        self.note.data = ""
        self.tags.data = ", ".join(before.tags)
        self.follow_up.data, self.done.data = before.follow_up, False
        self.seen(last, last_event)

    def seen(self, last: Review | None, last_event: int) -> None:
        """From now on the writer knows of these, whatever the form said that was sent."""
        for field, number in ((self.last_review, last.id if last else 0), (self.last_event, last_event)):
            field.raw_data, field.data = None, number

    def judgement(self) -> Judgement:
        """What was said. Raises ReviewError."""
        return Judgement(
            verdict=self.verdict.data or None,
            cause=self.cause.data or None,
            urgency=self.urgency.data or None,
            note=(self.note.data or "").strip(),
            tags=tags(self.tags.data or ""),
            assigned_to=self.assigned_to.data or None,
            follow_up=self.follow_up.data,
            done=bool(self.done.data),
        )


class CorrectionForm(FlaskForm):
    """What one message means: one of the buttons, or what was typed."""

    message_id = StringField(validators=[InputRequired(), Length(max=200)])
    about = StringField(validators=[InputRequired(), Length(max=60)])
    means = StringField(validators=[Length(max=60)])
    typed = StringField(validators=[Length(max=200)])

    def correction(self, names: Names, asked: str, text: str) -> Correction:
        """The corrected message. Raises CorrectionError."""
        said = str(self.means.data or self.typed.data or "")
        means = meaning(names.knowledge, asked, str(self.about.data), said)
        return Correction(str(self.message_id.data), text, asked, means)
