"""Custom actions run in the same process: an action endpoint without a second server."""

from __future__ import annotations

import importlib
import json
import pkgutil
from typing import Any

from rasa.utils.endpoints import ClientResponseError, EndpointConfig
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException


class ActionsInProcess(EndpointConfig):
    """Answers Rasa's action calls with the SDK's executor, as `rasa run actions` would over HTTP."""

    def __init__(self, package: str = "actions") -> None:
        # No action here asks for the domain, so none is sent a copy of it.
        super().__init__(url=f"in-process:{package}", enable_selective_domain=True)
        _import_all(package)
        self._executor = ActionExecutor()
        self._executor.register_package(package)

    async def request(self, *_args: Any, **kwargs: Any) -> Any:
        """Run the action a call names, and answer what the action server would."""
        call = kwargs["json"]
        try:
            return await self._executor.run(call)
        except ActionExecutionRejection as rejection:
            raise _refusal(400, rejection.action_name, rejection.message) from rejection
        except ActionNotFoundException as unknown:
            raise _refusal(404, unknown.action_name, unknown.message) from unknown


def _refusal(status: int, action: str, message: str) -> ClientResponseError:
    body = json.dumps({"error": message, "action_name": action})
    return ClientResponseError(status, message, body)


def _import_all(package: str) -> None:
    """Import a package and its modules, so that a broken one raises; the SDK would end the process."""
    module = importlib.import_module(package)
    for found in pkgutil.walk_packages(getattr(module, "__path__", []), f"{package}."):
        importlib.import_module(found.name)
