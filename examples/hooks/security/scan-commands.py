#!/usr/bin/env python3
"""Looks at a command before it runs, and appends what it found to security.log, one JSON object a line.

For a hook of exec.before. By itself it only watches: it ends with 0 whatever it finds. With SCAN_BLOCK=1 it refuses
commands of high risk (exit code 2, the reason on stderr), with SCAN_BLOCK=medium those of medium risk as well.

It reads the command as a shell would, so that `git commit -m "rm -rf /"` is a message and `bash -c 'rm -rf /'` is
not. It is a guardrail against accidents: a command can hide what it does from any reader.
"""
import json
import os
import re
import shlex
import sys
from datetime import datetime, timezone

# The reader is beside this file; Python is not to leave its cache there.
sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from shell_line import pipelines, programs

LONGEST_LOGGED = 2000
DEEPEST = 8

SHELLS = {"sh", "bash", "dash", "zsh", "ksh", "fish"}
DOWNLOADERS = {"curl", "wget"}
UNPACKERS = {"base64", "xxd", "openssl", "unzip", "gunzip", "zcat"}
INTERPRETERS = SHELLS | {"python", "python3", "perl", "ruby", "node"}

# --- Judging ---------------------------------------------------------------------------------------------------

SYSTEM = r"/(?:bin|boot|dev|etc|home|lib|lib64|opt|proc|root|sbin|srv|sys|usr|var|Users|System|Library)?"
HOME = r"(?:~|\$HOME|\$\{HOME\})"
WHOLE = re.compile(rf"(?:{SYSTEM}|{HOME}|\.|\.\.|\$PWD)/*(?:\.?\*)?|\.?\*")
FOR_EVERYBODY = re.compile(r"[0-7]?[0-7]{2}[2367]|[ug]*[ao][ugoa]*[+=]r?wx?")
GIT_LOSES = [("push", {"f", "--force"}), ("reset", {"--hard"}), ("clean", {"f", "--force"})]
DEVICE = re.compile(r"/dev/(?:sd|hd|vd|xvd|nvme|mmcblk|disk|mapper/|dm-|md)")


def flags(words):
    """The short flags of a command as a set of letters, long ones as they are."""
    given = [word for word in words[1:] if word.startswith("-") and word != "--"]
    short = "".join(word[1:] for word in given if not word.startswith("--"))
    return set(short) | {word.split("=")[0] for word in given if word.startswith("--")}


def arguments(words):
    return [word for word in words[1:] if not word.startswith("-")]


def assess_program(words):
    """Yields (risk, what it does) for one program with its arguments."""
    name, given, args = words[0], flags(words), arguments(words)
    paths = [re.sub(r"/{2,}", "/", arg) for arg in args]
    if name == "rm" and given & {"r", "R", "--recursive"} and any(WHOLE.fullmatch(path) for path in paths):
        yield "high", "deletes a whole system, home or working folder"
    if name == "chmod" and args and FOR_EVERYBODY.fullmatch(args[0]):
        yield "high", "makes files writable for everybody"
    if name in ("chown", "chgrp") and args and re.match(r"(?:root|0)?(?::|\b)(?:root|0)?$", args[0]):
        yield "high", "gives files to root"
    if name in ("nc", "ncat", "netcat") and given & {"e", "c", "--exec", "--sh-exec"}:
        yield "high", "hands a shell to the network"
    if name == "su" and (not args or args[0] == "root"):
        yield "high", "becomes root"
    if name.startswith("mkfs") or name == "wipefs" or (name == "shred" and any(map(DEVICE.match, args))):
        yield "high", "overwrites a file system"
    if name == "dd" and any(DEVICE.match(arg[3:]) for arg in args if arg.startswith("of=")):
        yield "high", "overwrites a device"
    if name in ("apt", "apt-get") and given & {"--force-yes", "--allow-unauthenticated"}:
        yield "high", "installs packages that nobody has signed"
    if name == "kill" and {"1", "-1"} & set(words[2:]) or name in ("killall", "pkill") and "9" in given:
        yield "high", "ends processes by force that others may need"
    if name == "tar" and given & {"P", "--absolute-names"} and given & {"x", "--extract"}:
        yield "high", "unpacks an archive over any file of the system"
    if name in ("sudo", "doas"):
        inside = [inner[0] for inner in list(programs(words))[1:]]
        if "rm" in inside:
            yield "high", "deletes with the rights of root"
        else:
            yield "medium", "runs with the rights of root"
    if name in ("cp", "mv", "ln") and given & {"f", "--force"}:
        yield "medium", "replaces files without asking"
    if name in ("yum", "dnf") and "--skip-broken" in given:
        yield "medium", "installs packages although some are broken"
    if name == "find" and {"-delete", "-exec", "-execdir"} & set(words):
        yield "medium", "acts on every file that it finds"
    if name == "git" and any(verb in args and given & loses for verb, loses in GIT_LOSES):
        yield "medium", "throws away work that git cannot bring back"


def fetches(line):
    commands = (command for pipe in pipelines(line) for command in pipe)
    return any(words[0] in DOWNLOADERS for command in commands for words in programs(command.words))


def text_of(words, option):
    """The words behind an option."""
    at = next((at for at, word in enumerate(words) if re.fullmatch(option, word)), len(words))
    return words[at + 1 :]


def assess(line, depth=0):
    """Yields (risk, what it does) for a shell line and for every line inside it."""
    if depth > DEEPEST:
        yield "medium", "is nested too deeply to be read"
        return
    if re.search(r"(\w{1,20}|:)\(\)\{\1\|\1&\};\1", re.sub(r"\s", "", line)):
        yield "high", "starts processes without end"
    for pipe in pipelines(line):
        brings = None
        for command in pipe:
            chain = list(programs(command.words))
            for words in chain:
                yield from assess_program(words)
            for target in command.targets + command.words:
                if target.startswith(("/dev/tcp/", "/dev/udp/")):
                    yield "high", "hands a shell to the network"
            if any(DEVICE.match(target) for target in command.targets):
                yield "high", "overwrites a device"
            inner, last = list(command.inner), chain[-1] if chain else [""]
            runs_text = last[0] in INTERPRETERS | {"eval", "source", "."}
            if runs_text and (brings and not arguments(last) or any(map(fetches, command.inner))):
                yield "high", "runs what it " + (brings or "downloads") + " without a look at it"
            if last[0] in SHELLS:
                inner += command.body
                inner += text_of(last, r"-[a-z]*c")[:1]
            if last[0] == "eval":
                inner.append(" ".join(last[1:]))
            if last[0] == "find":
                inner.append(" ".join(text_of(last, "-exec(?:dir)?")))
            for text in inner:
                yield from assess(text, depth + 1)
            if last[0] in DOWNLOADERS:
                brings = "downloads"
            elif last[0] in UNPACKERS:
                brings = brings or "unpacks"


# --- The hook --------------------------------------------------------------------------------------------------

SECRETS = [
    (re.compile(r"(?i)((?:authorization: *)?(?:bearer|basic) +)[^\s\"']{8,}"), r"\1***"),
    (
        re.compile(r"(?i)((?:token|secret|passw(?:or)?d|(?:api|access)[_-]?key)\w*[\"']?(?:=|: ?| +))[^\s\"'&;|]{6,}"),
        r"\1***",
    ),
    (re.compile(r"(://[^\s:/@]*:)[^\s/@]+@"), r"\1***@"),
    (re.compile(r"\b(?:sk-|gh[pousr]_|github_pat_|xox[a-z]-|AKIA)[\w-]{8,}"), "***"),
]


def command_line():
    """The command as one shell line, from CODEX_COMMAND, or from stdin where the variable was cut or is not set."""
    given, cut = os.environ.get("CODEX_COMMAND"), os.environ.get("CODEX_TRUNCATED", "").split(",")
    if given and "CODEX_COMMAND" not in cut:
        argv = json.loads(given)
    elif sys.stdin.isatty():
        raise ValueError("CODEX_COMMAND is not set")
    else:
        event = json.load(sys.stdin)
        argv = event.get("tool_input", event).get("command")
    if isinstance(argv, str):
        return argv
    if not isinstance(argv, list) or not argv or not all(isinstance(word, str) for word in argv):
        raise ValueError("the command is neither a text nor an array of texts")
    # A shell line that was wrapped to be an array is the line again; the words of a plain command are quoted.
    if len(argv) == 3 and os.path.basename(argv[0]) in SHELLS and argv[1] in ("-c", "-lc"):
        return argv[2]
    return shlex.join(argv)


def append(record):
    home = os.environ.get("CODEX_HOME") or os.path.join(os.path.expanduser("~"), ".codex")
    os.makedirs(home, mode=0o700, exist_ok=True)
    # One write of one whole line, so that hooks of several sessions do not write into each other's.
    log = os.open(os.path.join(home, "security.log"), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(log, (json.dumps(record) + "\n").encode())
    finally:
        os.close(log)


REFUSED = {"": (), "0": (), "1": ("high",), "high": ("high",), "medium": ("high", "medium")}


def main():
    level = os.environ.get("SCAN_BLOCK", "").lower()
    blocked = REFUSED.get(level)
    if blocked is None:
        print(f'SCAN_BLOCK is "{level}"; it can be 0, 1 or medium.', file=sys.stderr)
        return 1
    try:
        line = command_line()
    except (ValueError, AttributeError) as problem:
        print(f"There is no command to scan: {problem}. This script is run by an exec.before hook.", file=sys.stderr)
        return 1
    findings = list(dict.fromkeys(assess(line)))
    issues = [what for risk, what in findings if risk == "high"]
    warnings = [what for risk, what in findings if risk == "medium"]
    risk = "high" if issues else "medium" if warnings else "low"
    refused = risk in blocked
    logged = line[: LONGEST_LOGGED * 2]
    for pattern, mask in SECRETS:
        logged = pattern.sub(mask, logged)
    now = datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    record = {
        "timestamp": os.environ.get("CODEX_TIMESTAMP") or now,
        "session_id": os.environ.get("CODEX_SESSION_ID"),
        "command": logged[:LONGEST_LOGGED],
        "issues": issues,
        "warnings": warnings,
        "risk_level": risk,
        "blocked": refused,
    }
    try:
        append(record)
    except OSError as problem:
        # A full disk must not turn a refusal into consent, nor the other way round.
        print(f"security.log was not written: {problem}", file=sys.stderr)
    if refused:
        why = " and ".join(issues or warnings)
        print(f"This command was refused: it {why}. Use one that touches only what the task needs.", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
