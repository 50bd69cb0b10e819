"""What each pattern of :mod:`crosswire.extract.time_patterns` stands for, given where and when it was written.

Conventions are those of TIMEX3 and of the project's gold (gold/crises/README.md): weeks run Monday to Sunday, "a day after X"
stands for the day of X, "the end of June" for its last day, "on Saturday night" for Saturday.
"""

from __future__ import annotations

from crosswire.extract.time_context import Resolver
from crosswire.extract.time_dates import WRITTEN
from crosswire.extract.time_near import NEAR
from crosswire.extract.time_periods import PERIODS
from crosswire.extract.time_told import TOLD

RESOLVERS: dict[str, Resolver] = {**WRITTEN, **PERIODS, **NEAR, **TOLD}
