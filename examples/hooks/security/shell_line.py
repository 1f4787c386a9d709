"""Reads a line of shell: which programs it runs, with which words. What is quoted is data, not a command."""
import os
import re
from collections import namedtuple

# words: with the quotes taken away; inner: the lines inside $(…), `…` and <(…); targets: the files that are written to;
# body: the here-documents.
Command = namedtuple("Command", "words inner targets body")

# As many characters at a time as mean nothing but themselves; the first of them may be one that could have meant more.
PLAIN = re.compile(r"""[\s\S][^\s\\$'"`#<>|;&()]*""")
PLAIN_QUOTED = re.compile(r"""[\s\S][^\\$"`]*""")


def closing(text, start):
    """The place of the parenthesis that closes the one before `start`; the end of the text if there is none."""
    depth, quote, at = 1, "", start
    while at < len(text):
        char = text[at]
        if char == "\\" and quote != "'":
            at += 1
        elif quote:
            quote = "" if char == quote else quote
        elif char in "'\"":
            quote = char
        elif char in "()":
            depth += 1 if char == "(" else -1
            if depth == 0:
                return at
        at += 1
    return at


def pipelines(text):
    """The simple commands of a line, those that a pipe connects together in one list."""
    lines, command, word, at = [[]], Command([], [], [], []), None, 0
    redirect, bodies = "", []

    def end_word():
        nonlocal word, redirect
        if word is None:
            return
        if redirect.startswith("<<") and redirect != "<<<":
            bodies.append((word, command.body))
        elif redirect == "<<<":
            command.body.append(word)
        elif ">" in redirect:
            command.targets.append(word)
        elif not redirect:
            command.words.append(word)
        word, redirect = None, ""

    def end_command(same_pipeline=False):
        nonlocal command
        end_word()
        if command.words or command.inner or command.targets:
            lines[-1].append(command)
        command = Command([], [], [], [])
        if not same_pipeline and lines[-1]:
            lines.append([])

    def substitution(start, opener):
        """Notes the line inside and keeps it in the word, where it says that the word is not known before the run."""
        nonlocal word
        end = text.find("`", start) if opener == "`" else closing(text, start)
        end = len(text) if end < 0 else end
        command.inner.append(text[start:end])
        word = (word or "") + opener + text[start:end]
        return end + 1

    while at < len(text):
        char, two, three = text[at], text[at : at + 2], text[at : at + 3]
        if char == "\\":
            word = word if two == "\\\n" else (word or "") + two[1:]
            at += 2
        elif two == "$'":
            end = re.compile(r"(?:[^'\\]|\\.)*", re.S).match(text, at + 2).end()
            raw = text[at + 2 : end].encode("latin-1", "backslashreplace")
            word, at = (word or "") + raw.decode("unicode_escape", "replace"), end + 1
        elif char == "'":
            end = text.find("'", at + 1)
            end = len(text) if end < 0 else end
            word, at = (word or "") + text[at + 1 : end], end + 1
        elif char == '"':
            word, at = word or "", at + 1
            while at < len(text) and text[at] != '"':
                if text[at] == "\\" and text[at + 1 : at + 2] in tuple('"\\$`\n'):
                    word, at = word + text[at + 1 : at + 2].strip("\n"), at + 2
                elif text.startswith("$(", at) or text[at] == "`":
                    opener = "$(" if text[at] == "$" else "`"
                    at = substitution(at + len(opener), opener)
                else:
                    plain = PLAIN_QUOTED.match(text, at).group()
                    word, at = word + plain, at + len(plain)
            at += 1
        elif two in ("$(", "<(", ">(") or char == "`":
            opener = "`" if char == "`" else two
            at = substitution(at + len(opener), opener)
        elif char == "#" and word is None:
            end = text.find("\n", at)
            at = len(text) if end < 0 else end
        elif char == "\n":
            end_command()
            at += 1
            for name, body in bodies:
                found = re.compile(r"^\t*" + re.escape(name) + r"$", re.M).search(text, at)
                end = found.start() if found else len(text)
                body.append(text[at:end])
                at = found.end() if found else len(text)
            bodies = []
        elif char in "<>" or two == "&>":
            if word is not None and not word.isdigit():
                end_word()
            word = None
            found = re.compile(r"&?>>?\|?&?|<<<|<<-?|<>?&?").match(text, at)
            redirect, at = found.group(), found.end()
        elif char in "|;&()":
            is_pipe = char == "|" and two != "||"
            end_command(same_pipeline=is_pipe)
            at += 1 if char in "()" else len(re.compile(r"\|\|?&?|;+&?|&&?").match(text, at).group())
        elif char in " \t\r":
            end_word()
            at += 1
        else:
            plain = PLAIN.match(text, at).group()
            word, at = (word or "") + plain, at + len(plain)
    end_command()
    return [line for line in lines if line]


KEYWORDS = {"!", "{", "if", "then", "elif", "else", "while", "until", "do", "time"}
# Programs that run another one, and the letters of those options that take a value.
WRAPPERS = {
    "sudo": "ugphCDRTrt", "doas": "uC", "env": "uCS", "nice": "n", "ionice": "cnp", "nohup": "", "setsid": "",
    "stdbuf": "ioe", "xargs": "adEILnPs", "command": "", "builtin": "", "exec": "a", "timeout": "ks", "time": "fo",
}


def programs(words):
    """What really runs, outermost first: `sudo env A=1 rm x` gives the words from `sudo`, from `env` and from `rm`."""
    words = list(words)
    while words:
        while words and (words[0] in KEYWORDS or re.match(r"[A-Za-z_]\w*\+?=", words[0])):
            words.pop(0)
        if not words:
            return
        words[0] = os.path.basename(words[0])
        yield words
        with_value = WRAPPERS.get(words[0])
        if with_value is None:
            return
        name, words = words[0], words[1:]
        while words and words[0].startswith("-"):
            takes_next = len(words[0]) == 2 and words[0][1] in with_value
            words = words[2:] if takes_next else words[1:]
        if name == "timeout":
            words = words[1:]
