#!/usr/bin/env python3
"""Notes how long each command of the agent took, how it ended, and how busy the machine was.

For a hook of exec.after: one JSON object a line in analytics/performance-<day>.jsonl below $CODEX_HOME. As a hook of
session_end it adds the summary of that session to analytics/performance-sessions.jsonl. By hand:

    performance-metrics.py --report [--session ID] [--json]

What this machine does not tell is left out, never guessed. psutil is used where it is installed; nothing needs it.
"""
import argparse
import json
import os
import shutil
import sys
from datetime import datetime, timezone
from pathlib import Path

FOLDER = Path(os.environ.get("CODEX_HOME") or Path.home() / ".codex") / "analytics"
LONGEST_NAME = 80


def now():
    return datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def whole_number(name):
    """A variable as a number; None when it is not set or is no whole number."""
    try:
        return int(os.environ[name])
    except (KeyError, ValueError):
        return None


def known(**fields):
    return {name: value for name, value in fields.items() if value is not None}


def program():
    """The name of the program alone: arguments hold file names and sometimes secrets, and a summary needs neither."""
    try:
        argv = json.loads(os.environ["CODEX_COMMAND"])
        # A line that needs a shell comes as ["bash", "-lc", line]: its first word tells more than "bash".
        line = argv[2].split() if len(argv) == 3 and argv[1] == "-lc" else argv
        words = [word for word in line if "=" not in word.partition("/")[0]] or line
        return os.path.basename(words[0])[:LONGEST_NAME] or None
    except (KeyError, ValueError, TypeError, IndexError, AttributeError):
        return None


def memory():
    """Used memory in percent, from psutil or from Linux itself."""
    try:
        import psutil

        return psutil.virtual_memory().percent
    except ImportError:
        pass
    try:
        lines = Path("/proc/meminfo").read_text().splitlines()
        sizes = {name: int(rest.split()[0]) for name, _, rest in (line.partition(":") for line in lines)}
        return round(100 * (1 - sizes["MemAvailable"] / sizes["MemTotal"]), 1)
    except (OSError, KeyError, ValueError, IndexError, ZeroDivisionError):
        return None


def load():
    """Processes that want to run, as a share of the processors: 1.0 is a machine that is just busy."""
    try:
        return round(os.getloadavg()[0] / (os.cpu_count() or 1), 2)
    except OSError:
        return None


def disk():
    try:
        usage = shutil.disk_usage(os.environ.get("CODEX_WORKDIR") or ".")
        return round(100 * usage.used / usage.total, 1)
    except (OSError, ZeroDivisionError):
        return None


def append(name, record):
    FOLDER.mkdir(mode=0o700, parents=True, exist_ok=True)
    # One write of one whole line: hooks of several sessions write here at the same time.
    file = os.open(FOLDER / name, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(file, (json.dumps(record) + "\n").encode())
    finally:
        os.close(file)


def records():
    """Everything that was noted, oldest first. A line that is broken is passed over."""
    for file in sorted(FOLDER.glob("performance-[0-9]*.jsonl")):
        with file.open(encoding="utf-8", errors="replace") as lines:
            for line in lines:
                try:
                    record = json.loads(line)
                except ValueError:
                    continue
                if isinstance(record, dict):
                    yield record


def numbers(commands, name):
    return [one[name] for one in commands if isinstance(one.get(name), (int, float))]


def spread(values, digits=0):
    if not values:
        return None
    mean = sum(values) / len(values)
    return {"average": round(mean, digits) if digits else round(mean), "peak": max(values)}


def summary(session, commands):
    """What the commands of one session took together."""
    codes, durations = numbers(commands, "exit_code"), numbers(commands, "duration_ms")
    programs = {}
    for one in commands:
        if isinstance(one.get("program"), str):
            programs[one["program"]] = programs.get(one["program"], 0) + 1
    return known(
        session_id=session,
        commands=len(commands),
        failed=sum(code != 0 for code in codes),
        total_ms=sum(durations) if durations else None,
        duration_ms=spread(durations),
        load=spread(numbers(commands, "load"), 2),
        memory_percent=spread(numbers(commands, "memory_percent"), 1),
        programs=dict(sorted(programs.items(), key=lambda item: -item[1])[:10]),
    )


def summaries(session=None):
    sessions = {}
    for record in records():
        name = record.get("session_id")
        if session is None or name == session:
            sessions.setdefault(name, []).append(record)
    return [summary(name, commands) for name, commands in sessions.items()]


def report(session, as_json):
    found = summaries(session)
    if as_json:
        print(json.dumps(found, indent=2))
    elif not found:
        print(f"Nothing was noted in {FOLDER} yet.")
    for one in [] if as_json else found:
        print(f"session {one.get('session_id', 'unknown')}: {one['commands']} commands, {one['failed']} failed")
        for name, unit in (("duration_ms", " ms"), ("load", ""), ("memory_percent", " %")):
            if name in one:
                print(f"  {name:14}  average {one[name]['average']}{unit}, peak {one[name]['peak']}{unit}")
        if one["programs"]:
            print("  programs        " + ", ".join(f"{name} ({count})" for name, count in one["programs"].items()))
    return 0


def note():
    event, session = os.environ.get("CODEX_EVENT_TYPE"), os.environ.get("CODEX_SESSION_ID")
    if event == "session_end":
        mine = [one for one in summaries(session) if session is not None]
        if mine:
            append("performance-sessions.jsonl", {"timestamp": now(), **mine[0]})
        return 0
    if event != "exec.after":
        print("CODEX_EVENT_TYPE is not exec.after: this script is run by a hook, or with --report.", file=sys.stderr)
        return 1
    append(
        f"performance-{now()[:10]}.jsonl",
        known(
            timestamp=os.environ.get("CODEX_TIMESTAMP") or now(),
            session_id=session,
            task_id=os.environ.get("CODEX_TASK_ID"),
            program=program(),
            exit_code=whole_number("CODEX_EXIT_CODE"),
            duration_ms=whole_number("CODEX_DURATION"),
            load=load(),
            memory_percent=memory(),
            disk_percent=disk(),
        ),
    )
    return 0


def main():
    options = argparse.ArgumentParser(description="Notes and reports how long the agent's commands take.")
    options.add_argument("--report", action="store_true", help="print a summary of each session")
    options.add_argument("--session", help="of this session alone")
    options.add_argument("--json", action="store_true", help="as JSON")
    given = options.parse_args()
    return report(given.session, given.json) if given.report else note()


if __name__ == "__main__":
    sys.exit(main())
