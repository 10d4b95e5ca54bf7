"""Swift source with comments and the text of string literals blanked, so that patterns only meet code.

Line breaks stay where they are: a place in the result is the same place in the source. Code inside `\\(…)` stays code.
"""

import re

_NEXT = re.compile(r'//|/\*|#*"')
_COMMENT_PART = re.compile(r"/\*|\*/")


def blank(source):
    """The source, same length and same lines, with nothing but code in it."""
    out = list(source)
    _code(source, 0, out, inside_interpolation=False)
    return "".join(out)


def _clear(out, start, end):
    for index in range(start, end):
        if out[index] != "\n":
            out[index] = " "


def _code(source, start, out, inside_interpolation):
    """Passes over code from `start`; returns where it ends (the end, or an interpolation's closing parenthesis)."""
    at, depth = start, 0
    while at < len(source):
        if inside_interpolation:
            found = re.compile(r'[()]|//|/\*|#*"').search(source, at)
        else:
            found = _NEXT.search(source, at)
        if found is None:
            return len(source)
        token, at = found.group(), found.end()
        if token == "(":
            depth += 1
        elif token == ")":
            if depth == 0:
                return found.start()
            depth -= 1
        elif token == "//":
            end = source.find("\n", at)
            end = len(source) if end < 0 else end
            _clear(out, found.start(), end)
            at = end
        elif token == "/*":
            at = _block_comment(source, at)
            _clear(out, found.start(), at)
        else:
            at = _string(source, found.start(), len(token) - 1, out)
    return at


def _block_comment(source, at):
    """Where a comment ends whose opening is just before `at`; they nest."""
    depth = 1
    while depth > 0:
        found = _COMMENT_PART.search(source, at)
        if found is None:
            return len(source)
        depth += 1 if found.group() == "/*" else -1
        at = found.end()
    return at


def _string(source, start, hashes, out):
    """Passes over the literal at `start` (its number signs first); returns where it ends."""
    opened = start + hashes
    quotes = '"""' if source.startswith('"""', opened) else '"'
    closing = quotes + "#" * hashes
    escape = "\\" + "#" * hashes
    stops = re.compile("|".join([re.escape(closing), re.escape(escape), r"\n"] if quotes == '"' else
                                [re.escape(closing), re.escape(escape)]))
    at = cleared = opened + len(quotes)
    while True:
        found = stops.search(source, at)
        if found is None:
            _clear(out, cleared, len(source))
            return len(source)
        if found.group() == escape:
            if source.startswith("(", found.end()):
                _clear(out, cleared, found.end())
                at = cleared = _code(source, found.end() + 1, out, inside_interpolation=True)
            else:
                at = found.end() + 1
            continue
        _clear(out, cleared, found.start())
        # A line end closes a one-line literal that was never closed: the compiler's business, not ours.
        return found.end()
