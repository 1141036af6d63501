"""Every way in which one place of a certificate can be spoilt, and what the checker says to each.

A place is a field, an entry of a list, or a value at the end of a path. Numbers become one more,
one less, huge and no number, truths the other one, texts longer, shorter, different and no text, fields vanish and unknown ones
appear, entries of lists vanish, come twice and change places.
"""

import copy
import json
import pathlib
import subprocess
import tempfile


def changed_values(value):
    """Other values of the same type, or nearly."""
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int):
        return [value + 1, value - 1, value + 2**60, "x"]
    if isinstance(value, str):
        flips = [value + "0", value[:-1], "", 1] if value else ["0", 1]
        if value:
            last = value[-1]
            flips.append(value[:-1] + {"0": "1", "1": "0", "+": "-", "-": "+"}.get(last, "0"))
            flips.append({"0": "2", "2": "0", "+": "-", "-": "+"}.get(value[0], "9") + value[1:])
        return [flip for flip in dict.fromkeys(flips) if flip != value]
    if value is None:
        return ["0"]
    return []


def corruptions(value, path=()):
    """Pairs of a path and a spoilt copy of `value`."""
    if isinstance(value, dict):
        for name in value:
            rest = {key: value[key] for key in value if key != name}
            yield path + (name, "missing"), rest
            for at, spoilt in corruptions(value[name], path + (name,)):
                yield at, {**value, name: spoilt}
        yield path + ("unknown field",), {**value, "unknown": 1}
    elif isinstance(value, list):
        for i, entry in enumerate(value):
            yield path + (i, "dropped"), value[:i] + value[i + 1:]
            yield path + (i, "twice"), value[:i + 1] + value[i:]
            if i + 1 < len(value) and entry != value[i + 1]:
                yield path + (i, "swapped"), value[:i] + [value[i + 1], entry] + value[i + 2:]
            for at, spoilt in corruptions(entry, path + (i,)):
                yield at, value[:i] + [spoilt] + value[i + 1:]
        yield path + ("another entry",), value + [0]
    else:
        for other in changed_values(value):
            yield path + (f"{value!r} -> {other!r}",), other


def further_fields(task):
    """Tasks with one more of the fields that some task has."""
    for name, value in {"alphabet": 7, "dimension": 3, "gamma": "1/3", "sides": "one"}.items():
        if name not in task:
            yield ("task", name, "added"), {**task, name: value}


def spoilt_results(result):
    """Pairs of a path and the result with that place of its certificate, its claim spoilt."""
    for path, certificate in corruptions(result["certificate"], ("certificate",)):
        yield path, {**result, "certificate": certificate}
    for path, task in further_fields(result["task"]):
        yield path, {**result, "task": task}
    yield ("assumes", "a citation"), {**result, "assumes": result["assumes"] + ["BHBK24"]}
    for claim in ("task", "bounds", "assumes", "measures", "vectors"):
        if claim in result:
            for path, spoilt in corruptions(result[claim], (claim,)):
                yield path, {**result, claim: spoilt}


def verdicts(checker, record, results):
    """What the checker says to each of these results, which all have certificates: its lines."""
    with tempfile.TemporaryDirectory() as folder:
        name = pathlib.Path(folder) / "record.json"
        name.write_text(json.dumps({**record, "results": results}), encoding="utf-8")
        done = subprocess.run([str(checker), str(name)], capture_output=True, text=True,
                              timeout=300, check=False)
    assert done.returncode in (0, 1, 3), done.stderr
    lines = done.stdout.splitlines()[:-1]
    assert len(lines) == len(results), (len(lines), len(results))
    return lines


def survivors(checker, record, result):
    """How many corruptions there are, and the paths of those that were accepted."""
    spoilt = list(spoilt_results(copy.deepcopy(result)))
    lines = verdicts(checker, record, [other for _, other in spoilt])
    return len(spoilt), [path for (path, _), line in zip(spoilt, lines)
                         if line.startswith("accepted")]
