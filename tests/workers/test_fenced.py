"""Children with limits: what hangs, swells, dies or fails costs one item. What they are asked to do stands in ``fenced_jobs``."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Thread

import pytest

from crosswire.workers import fenced
from tests.workers.fenced_jobs import behave

ROOT = Path(__file__).resolve().parents[2]


def results(*jobs, **settings):
    return [result for _, result in fenced.run(behave, jobs, **settings)]


def test_results_come_one_by_one_with_their_items_in_order():
    assert list(fenced.run(behave, [("echo", 1, 2), ("echo",), ("echo", 3)])) == [
        (("echo", 1, 2), 1),
        (("echo", 1, 2), 2),
        (("echo", 3), 3),
    ]
    assert list(fenced.run(behave, [])) == []


def test_a_child_is_kept_for_the_next_items():
    first, second = results(("who",), ("who",))
    assert first == second == results(("who",))[0]
    assert first != os.getpid()


@pytest.mark.parametrize(
    ("job", "settings", "limit", "says"),
    [
        (("hang", "before"), {"seconds": 0.2}, "time", "no result within 0.2 seconds"),
        (("die", "before"), {}, "died", "ended with code 7"),
        (("fail", "before"), {}, "failed", "ValueError: no such chapter (fenced_jobs.py:"),
    ],
)
def test_one_bad_item_costs_itself_and_what_it_gave_before_is_kept(job, settings, limit, says):
    before, failure, after = results(job, ("echo", "after"), **settings)
    assert (before, after) == ("before", "after")
    assert failure.limit == limit
    assert says in failure.detail


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux alone")
def test_memory_is_limited():
    small, large, after = results(("swell", 10), ("swell", 200), ("echo", "after"), memory=64 << 20)
    assert (small, after) == (10 << 20, "after")
    assert large.limit == "memory"


def test_the_clock_runs_for_one_result_and_not_for_all_of_them():
    assert results(("slowly", 0.15, 1, 2, 3), seconds=0.4) == [1, 2, 3]


def test_there_is_no_network_and_nothing_is_written(tmp_path):
    assert results(("connect",)) == ["files are read without a network"] * 3
    assert results(("write", str(tmp_path / "x"))) == ["files are read without writing any"]
    assert not (tmp_path / "x").exists()


def test_children_side_by_side_keep_the_order():
    jobs = [("slowly", 0.05 * (3 - number % 3), number) for number in range(6)]
    assert results(*jobs, workers=2) == list(range(6))
    assert len(set(results(*[("slow_who", 0.1)] * 4, workers=2))) == 2


def test_items_are_taken_as_they_are_needed():
    taken = []

    def items():
        for number in range(50):
            taken.append(number)
            yield ("echo", number)

    running = fenced.run(behave, items())
    assert next(running)[1] == 0
    assert len(taken) <= 3
    running.close()
    assert results(("echo", "after")) == ["after"]


def test_a_child_that_was_killed_while_it_waited_is_replaced():
    (pid,) = results(("who",))
    os.kill(pid, signal.SIGKILL)
    assert results(("who",)) != [pid]


def test_a_child_knows_the_settings_of_today(monkeypatch):
    (before,) = results(("who",))
    monkeypatch.setenv("CROSSWIRE_TRIAL", "1")
    assert results(("setting", "CROSSWIRE_TRIAL"), ("who",)) != [None, before]
    assert results(("setting", "CROSSWIRE_TRIAL")) == ["1"]


def test_it_works_from_threads():
    found = {}

    def work(number):
        found[number] = results(("slowly", 0.02, number))

    threads = [Thread(target=work, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {0: [0], 1: [1], 2: [2]}


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("ends", ["", "os.kill(os.getpid(), signal.SIGKILL)"])
def test_no_child_outlives_a_script_without_a_guard(tmp_path, ends):
    script = tmp_path / "script.py"
    script.write_text(
        "import os, signal\nfrom crosswire.workers import fenced\nfrom tests.workers.fenced_jobs import behave\n"
        f"print([pid for _, pid in fenced.run(behave, [('who',)])][0], flush=True)\n{ends}\n",
        encoding="utf-8",
    )
    paths = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=30, env=paths, check=False)
    assert done.stderr == ""
    assert done.returncode == (-signal.SIGKILL if ends else 0)
    ends_at = time.monotonic() + 10
    while is_running(int(done.stdout)) and time.monotonic() < ends_at:
        time.sleep(0.02)
    assert not is_running(int(done.stdout))


def is_running(pid):
    """Whether a process is there, and not only waits to be buried by a parent that is not ours."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False
