"""A bot of three lines, trained in a moment: enough Rasa to try channels, server and training on."""

from __future__ import annotations

import json
import os
import socket
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.forked import Forked, forked

FILES = {
    "config.yml": """
recipe: default.v1
assistant_id: toy
language: en
pipeline: [{name: KeywordIntentClassifier, case_sensitive: false}]
policies: [{name: RulePolicy}]
""",
    "domain.yml": """
version: "3.1"
intents: [greet, agree, break_it, refuse, unheard_of, alarm, wait, list_it, finish, tell_all, noted]
slots:
  consent: {type: text, influence_conversation: false, mappings: [{type: custom}]}
  dialogue: {type: any, influence_conversation: false, mappings: [{type: custom}]}
  assessment: {type: any, influence_conversation: false, mappings: [{type: custom}]}
responses:
  utter_greet: [{text: "Hello", buttons: [{title: "Yes", payload: "yes"}], custom: {kind: question, id: age}}]
  utter_noted: [{text: "Nothing yet."}]
  utter_list:
  - text: "Which of these?"
    buttons:
    - {title: "None", payload: "ok, none"}
    - {title: "Cramp", payload: "ok, cramp"}
    - {title: "Itch", payload: "ok, itch"}
    - {title: "Not sure", payload: "ok, not sure"}
    custom: {kind: question, id: signs, asks: [cramp, itch]}
actions:
  [action_agree, action_break, action_refuse, action_nobody_wrote, action_alarm, action_wait, action_finish,
   action_tell_all]
session_config: {session_expiration_time: 60, carry_over_slots_to_new_session: false}
""",
    "data/nlu/all.yml": """
version: "3.1"
nlu:
- {intent: greet, examples: "- hello\\n- hi\\n- Why is it worse at night\\n"}
- {intent: agree, examples: "- yes\\n- ok\\n"}
- {intent: break_it, examples: "- break\\n- smash\\n"}
- {intent: refuse, examples: "- refuse\\n- reject\\n"}
- {intent: unheard_of, examples: "- nobody\\n- unknown\\n"}
- {intent: alarm, examples: "- chest\\n- pain\\n"}
- {intent: wait, examples: "- wait\\n- slow\\n"}
- {intent: list_it, examples: "- list\\n- signs\\n"}
- {intent: finish, examples: "- finish\\n- stop here\\n"}
- {intent: tell_all, examples: "- everything\\n- all of it\\n"}
- {intent: noted, examples: "- noted\\n- summary\\n"}
""",
    "data/rules/all.yml": """
version: "3.1"
rules:
- {rule: greet, steps: [{intent: greet}, {action: utter_greet}]}
- {rule: agree, steps: [{intent: agree}, {action: action_agree}]}
- {rule: break, steps: [{intent: break_it}, {action: action_break}]}
- {rule: refuse, steps: [{intent: refuse}, {action: action_refuse}]}
- {rule: nobody, steps: [{intent: unheard_of}, {action: action_nobody_wrote}]}
- {rule: alarm, steps: [{intent: alarm}, {action: action_alarm}]}
- {rule: wait, steps: [{intent: wait}, {action: action_wait}]}
- {rule: list, steps: [{intent: list_it}, {action: utter_list}]}
- {rule: finish, steps: [{intent: finish}, {action: action_finish}]}
- {rule: tell, steps: [{intent: tell_all}, {action: action_tell_all}]}
- {rule: noted, steps: [{intent: noted}, {action: utter_noted}]}
""",
    "toy_actions/__init__.py": '''
"""What the toy bot can do."""

import asyncio
import os
from pathlib import Path

from rasa_sdk import Action
from rasa_sdk.events import SlotSet
from rasa_sdk.interfaces import ActionExecutionRejection


class Agree(Action):
    def name(self):
        return "action_agree"

    def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(text="Thank you.\\n\\nI will keep it.", json_message={"kind": "thanks"})
        return [SlotSet("consent", "yes")]


class Break(Action):
    def name(self):
        return "action_break"

    def run(self, dispatcher, tracker, domain):
        raise RuntimeError("broken on purpose")


class Refuse(Action):
    def name(self):
        return "action_refuse"

    def run(self, dispatcher, tracker, domain):
        raise ActionExecutionRejection("action_refuse", "not now")


class Alarm(Action):
    def name(self):
        return "action_alarm"

    def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(text="Call 911 now.", json_message={"kind": "emergency", "id": "chest"})
        state = {"stage": "emergency", "open": None, "turn": 1, "answers": []}
        now = SlotSet("assessment", {"urgency": "emergency"})
        return [SlotSet("consent", "yes"), SlotSet("dialogue", state), now]


class Finish(Action):
    def name(self):
        return "action_finish"

    def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(text="It fits restless legs.")
        dispatcher.utter_message(text="Low iron may play a part.")
        again = {"title": "Start again", "payload": "hello"}
        change = {"title": "What would change this?", "payload": "list"}
        told = {"kind": "assessment", "urgency": "soon"}
        dispatcher.utter_message(text="Shall I explain?", buttons=[change, again], json_message=told)
        return []


class TellAll(Action):
    def name(self):
        return "action_tell_all"

    def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(text=" ".join(f"This is sentence {number} 😀." for number in range(400)))
        dispatcher.utter_message(text="That was all.")
        return []


class Wait(Action):
    def name(self):
        return "action_wait"

    async def run(self, dispatcher, tracker, domain):
        gate = Path(os.environ["TOY_GATE"])
        (gate / f"waiting-{tracker.sender_id.replace(':', '-')}").touch()
        while not (gate / "open").exists():
            await asyncio.sleep(0.01)
        dispatcher.utter_message(text="Here I am.")
        return []
''',
}


PATIENT: dict[str, object] = {"rate_conversation": "1000/second", "rate_address": "1000/second"}


def write_project(folder: Path) -> Path:
    """The toy's files in a folder."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@contextmanager
def serving(
    project: Path,
    model: Path,
    database: str,
    gate: Path | None = None,
    log: Path | None = None,
    settings: dict[str, object] | None = None,
    module: str = "tests.bot.serve_toy",
) -> Iterator[tuple[str, Forked]]:
    """The toy bot behind the real server, in its own process; gives its address.

    `wait` is answered once there is a file `open` in the folder `gate`. With `log` the server logs
    all it can, and everything it says goes to that file. `settings` are the clinic's; by default
    nobody writes too often. `module` is what serves, with the channels it opens.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    root = str(Path(__file__).resolve().parents[2])
    environment = {**os.environ, "PYTHONPATH": f"{project}:{root}", "TOY_GATE": str(gate)}
    environment["TOY_SETTINGS"] = json.dumps(PATIENT if settings is None else settings)
    if log:
        environment["LOG_LEVEL"] = "DEBUG"
    with forked(module, [str(model), str(port), database], project, environment, log) as process:
        try:
            _wait_for(f"http://127.0.0.1:{port}/health", process)
            yield f"http://127.0.0.1:{port}", process
        finally:
            process.terminate()


def _wait_for(address: str, process: Forked) -> None:
    limit = time.monotonic() + 90
    while process.poll() is None and time.monotonic() < limit:
        try:
            urllib.request.urlopen(address, timeout=2).read()
            return
        except OSError:
            time.sleep(0.1)  # a process cannot say when it listens
    raise AssertionError("the toy server did not start")
