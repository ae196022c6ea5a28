"""What can go wrong with a connection, in the project's tree of errors.

::

    EnvironmentProblem
    ├── NetworkProblem
    │   ├── NotLogged              the request could not be written down, so it was not made
    │   ├── NoConnection           the server cannot be reached, or the connection broke again and again
    │   ├── AnswerRefused          the server answered with an error
    │   ├── UnsafeAddress          not encrypted, or led to a place that is not
    │   ├── WrongFile              what came is not the file that was published
    │   └── AlreadyRunning         the same file is being downloaded already
    └── ModelError
        ├── ServerLost             the model's server cannot be reached, or the answer broke off
        ├── ServerRefused          it answered with an error, or with something else than an answer
        └── ScoresUnavailable      it cannot say how likely a text is
"""

from __future__ import annotations

from memory_core.errors import EnvironmentProblem, ModelError

MEMORIES = "Your memories and everything you wrote are untouched."


class NetworkProblem(EnvironmentProblem):
    """A connection could not be used."""


class NotLogged(NetworkProblem):
    """The request could not be written into the list of connections, so it was not made."""


class NoConnection(NetworkProblem):
    """The server cannot be reached, or the connection broke again and again."""


class AnswerRefused(NetworkProblem):
    """The server answered with an error."""


class UnsafeAddress(NetworkProblem):
    """The address is not encrypted, or led to a place that is not."""


class WrongFile(NetworkProblem):
    """What came is not the file that was published."""


class AlreadyRunning(NetworkProblem):
    """The same file is being downloaded already, by this program or another."""


class ServerLost(ModelError):
    """The server of a language model cannot be reached, or its answer broke off."""


class ServerRefused(ModelError):
    """The server of a language model answered with an error, or with something else than an answer."""


class ScoresUnavailable(ModelError):
    """The model answers behind a server that cannot say how likely a text is."""
