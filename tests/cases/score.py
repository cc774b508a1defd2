#!/usr/bin/env python3
"""Score missed-link flags against a test case.

    score.py CASE_DIR FLAGS_JSON [--json]
    score.py --self-test

CASE_DIR holds agencies/*.csv and gold.json. FLAGS_JSON is a list of
{"rule": str, "class": one of CLASSES, "events": [{"file": "agencies/x.csv", "row": N}, ...]}
where N counts data rows from 1 (the heading and lines with no text are not counted).

event recall   a gold item is found when some flag names at least one of its trigger events
strict recall  ... and that same flag has the gold item's class
top 20         the same over the 20 flags of lowest "rank" (an optional number; without it, list order)
by chance      the same flags (number, size, class) on rows drawn at random, mean of 200 seeded draws
decoy flagged  one flag names ALL events of the decoy (whatever its class)
supported      a flag that names at least one trigger event of some gold item

Many rows of a short review are triggers, so a result means something only beside its chance figure.

Exit status: 0 scored, 2 bad input (said on stderr).
"""
# ruff: noqa: T201

import argparse
import csv
import json
import random
import sys
import tempfile
from pathlib import Path

CLASSES = (
    "no_response",
    "not_shared",
    "not_joined",
    "premature_closure",
    "disengagement",
    "timescale",
    "child_not_seen_heard",
    "unknown_adult_or_risk",
    "conflict",
    "drift",
)


class InputError(Exception):
    pass


def load_json(path):
    try:
        return json.loads(Path(path).read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as e:
        raise InputError(f"{path}: {e}") from None


def count_rows(case):
    """{'agencies/x.csv': number of data rows} for every agency file of the case."""
    rows = {}
    for p in sorted((Path(case) / "agencies").glob("*.csv")):
        with p.open(newline="", encoding="utf-8-sig") as fh:
            filled = sum(1 for line in csv.reader(fh) if any(c.strip() for c in line))
        rows[f"agencies/{p.name}"] = max(filled - 1, 0)
    if not rows:
        raise InputError(f"{case}: no agencies/*.csv")
    return rows


def events_of(events, rows, where):
    """The events as a set of (file, row), each one checked against the case."""
    if not isinstance(events, list) or not events:
        raise InputError(f"{where}: needs a list of at least one event")
    out = set()
    for e in events:
        if not isinstance(e, dict) or "file" not in e or "row" not in e:
            raise InputError(f"{where}: an event needs 'file' and 'row', got {e!r}")
        f, n = e["file"], e["row"]
        if not isinstance(f, str) or f not in rows:
            raise InputError(f"{where}: unknown file {f!r}")
        if type(n) is not int or not 1 <= n <= rows[f]:
            raise InputError(f"{where}: unknown row {n!r} of {f} (1 to {rows[f]})")
        out.add((f, n))
    return out


def class_of(item, where):
    c = item.get("class")
    if c not in CLASSES:
        raise InputError(f"{where}: unknown class {c!r}")
    return c


def items_of(value, where):
    if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
        raise InputError(f"{where}: must be a list of objects")
    return value


def recalls(gold, named):
    """(ids found at event level, ids found strictly) by flags given as (class, events)."""
    return (
        [g["id"] for g, _, t in gold if any(t & e for _, e in named)],
        [g["id"] for g, c, t in gold if any(t & e and c == k for k, e in named)],
    )


def by_chance(gold, named, rows, draws=200):
    """Mean event and strict recall of flags of the same number, sizes and classes on random rows."""
    every = [(f, n) for f, count in rows.items() for n in range(1, count + 1)]
    rng, event, strict = random.Random(20081231), 0, 0  # noqa: S311 - a fixed draw, not a secret
    for _ in range(draws):
        e, s = recalls(gold, [(k, set(rng.sample(every, min(len(ev), len(every))))) for k, ev in named])
        event, strict = event + len(e), strict + len(s)
    return event / draws / len(gold), strict / draws / len(gold)


def score(case, flags):
    rows = count_rows(case)
    truth = load_json(Path(case) / "gold.json")
    if not isinstance(truth, dict):
        raise InputError("gold.json: must be an object with 'gold' and 'decoys'")
    gold = [
        (g, class_of(g, f"gold {g.get('id')}"), events_of(g.get("triggers"), rows, f"gold {g.get('id')}"))
        for g in items_of(truth.get("gold"), "gold.json 'gold'")
    ]
    decoys = [
        (d, events_of(d.get("events"), rows, f"decoy {d.get('id')}"))
        for d in items_of(truth.get("decoys"), "gold.json 'decoys'")
    ]
    ids = [x[0].get("id") for x in gold + decoys]
    if None in ids or len(set(ids)) != len(ids):
        raise InputError("gold.json: an id is missing or used twice")
    if not gold:
        raise InputError("gold.json: no gold items")
    named = []
    for i, f in enumerate(items_of(flags, "flags"), 1):
        if not isinstance(f.get("rule"), str) or not f["rule"]:
            raise InputError(f"flag {i}: 'rule' must be a string")
        named.append((f, class_of(f, f"flag {i}"), events_of(f.get("events"), rows, f"flag {i}")))

    marks = [(k, e) for _, k, e in named]
    found, strict = recalls(gold, marks)
    order = sorted(range(len(named)), key=lambda i: (named[i][0].get("rank", i), i))
    top = [marks[i] for i in order[:20]]
    top_found, top_strict = recalls(gold, top)
    chance, chance_top = by_chance(gold, marks, rows), by_chance(gold, top, rows)
    hit_decoys = [
        {
            "id": d["id"],
            "reason": d.get("reason", ""),
            "rules": sorted({f["rule"] for f, _, e in named if ev <= e}),
        }
        for d, ev in decoys
        if any(ev <= e for _, _, e in named)
    ]
    unsupported = [
        {"flag": i, **f} for i, (f, _, e) in enumerate(named, 1) if not any(t & e for _, _, t in gold)
    ]
    n_events = sum(rows.values())
    return {
        "events": n_events,
        "flags": len(named),
        "gold": len(gold),
        "decoys": len(decoys),
        "found_event": len(found),
        "recall_event": round(len(found) / len(gold), 4),
        "found_strict": len(strict),
        "recall_strict": round(len(strict) / len(gold), 4),
        "recall_event_by_chance": round(chance[0], 4),
        "recall_strict_by_chance": round(chance[1], 4),
        "top20_event": round(len(top_found) / len(gold), 4),
        "top20_strict": round(len(top_strict) / len(gold), 4),
        "top20_event_by_chance": round(chance_top[0], 4),
        "top20_strict_by_chance": round(chance_top[1], 4),
        "decoys_flagged": len(hit_decoys),
        "flags_per_100_events": round(100 * len(named) / n_events, 2) if n_events else None,
        "supported_share": round(1 - len(unsupported) / len(named), 4) if named else None,
        "most_events_in_a_flag": max((len(e) for _, _, e in named), default=0),
        "missed": [
            {"id": g["id"], "class": c, "summary": g.get("summary", "")}
            for g, c, _ in gold
            if g["id"] not in found
        ],
        "wrong_class": [
            {"id": g["id"], "class": c, "summary": g.get("summary", "")}
            for g, c, _ in gold
            if g["id"] in found and g["id"] not in strict
        ],
        "decoys_hit": hit_decoys,
        "unsupported": unsupported,
    }


def report(r):
    share = "n/a (no flags)" if r["supported_share"] is None else f"{r['supported_share']:.1%}"
    lines = [
        f"events {r['events']}, flags {r['flags']}, gold {r['gold']}, decoys {r['decoys']}",
        f"recall, event level   {r['found_event']}/{r['gold']} = {r['recall_event']:.1%}"
        f"  (by chance {r['recall_event_by_chance']:.1%})",
        f"recall, strict        {r['found_strict']}/{r['gold']} = {r['recall_strict']:.1%}"
        f"  (by chance {r['recall_strict_by_chance']:.1%})",
        f"first 20, event level {r['top20_event']:.1%}  (by chance {r['top20_event_by_chance']:.1%})",
        f"first 20, strict      {r['top20_strict']:.1%}  (by chance {r['top20_strict_by_chance']:.1%})",
        f"decoys flagged        {r['decoys_flagged']}/{r['decoys']}",
        f"flags per 100 events  {r['flags_per_100_events']}",
        f"supported flags       {share}",
        f"most events in a flag {r['most_events_in_a_flag']}"
        "  (a flag that names very many rows finds gold by chance)",
    ]
    for key, title in (
        ("missed", "Missed gold items"),
        ("wrong_class", "Found, but only under another class"),
    ):
        lines += ["", f"{title}: {len(r[key])}"] + [
            f"  {g['id']} {g['class']}: {g['summary']}" for g in r[key]
        ]
    lines += ["", f"Decoys flagged: {r['decoys_flagged']}"]
    lines += [f"  {d['id']} by {', '.join(d['rules'])}: {d['reason']}" for d in r["decoys_hit"]]
    lines += ["", f"Unsupported flags: {len(r['unsupported'])}"]
    lines += [
        f"  flag {u['flag']} {u['rule']} ({u['class']}): "
        + ", ".join(f"{e['file']}:{e['row']}" for e in u["events"])
        for u in r["unsupported"]
    ]
    return "\n".join(lines)


def self_test():
    def ev(*pairs):
        return [{"file": f"agencies/{f}.csv", "row": n} for f, n in pairs]

    def flag(c, *pairs):
        return {"rule": "r", "class": c, "events": ev(*pairs)}

    with tempfile.TemporaryDirectory() as tmp:
        case = Path(tmp)
        (case / "agencies").mkdir()
        # a line break inside a cell and an empty line must not change the row numbers
        (case / "agencies/a.csv").write_text(
            'Date,Event\n2001,"one\ntwo"\n\n2002,x\n2003,y\n', encoding="utf-8"
        )
        (case / "agencies/b.csv").write_text("\ufeffDate,Event\n2001,z\n2002,w\n", encoding="utf-8")
        good = {
            "gold": [
                {"id": "G1", "class": "not_shared", "triggers": ev(("a", 1), ("b", 1))},
                {"id": "G2", "class": "drift", "triggers": ev(("a", 2))},
            ],
            "decoys": [
                {"id": "D1", "events": ev(("a", 3), ("b", 2)), "reason": "linked"},
                {"id": "D2", "events": ev(("b", 2)), "reason": "nothing to link"},
            ],
        }
        (case / "gold.json").write_text(json.dumps(good), encoding="utf-8")

        r = score(case, [])
        assert (r["events"], r["recall_event"], r["supported_share"], len(r["missed"])) == (5, 0, None, 2)
        r = score(case, [flag("conflict", ("b", 1)), flag("drift", ("a", 2)), flag("drift", ("a", 3))])
        assert (r["recall_event"], r["recall_strict"], r["decoys_flagged"]) == (1, 0.5, 0)
        assert [g["id"] for g in r["wrong_class"]] == ["G1"] and [u["flag"] for u in r["unsupported"]] == [3]
        assert (r["flags_per_100_events"], r["supported_share"]) == (60, 0.6667)
        r = score(case, [flag("drift", ("b", 2)), flag("drift", ("a", 3))])  # D1 needs both in one flag
        assert [d["id"] for d in r["decoys_hit"]] == ["D2"]
        r = score(case, [flag("drift", ("b", 2), ("a", 3), ("a", 1))])
        assert (
            [d["id"] for d in r["decoys_hit"]] == ["D1", "D2"]
            and r["found_event"] == 1
            and not r["unsupported"]
        )
        assert "G2 drift" in report(r)

        for bad in (
            "not a list",
            ["x"],
            [flag("late", ("a", 1))],
            [flag("drift", ("c", 1))],
            [flag("drift", ("a", 0))],
            [flag("drift", ("a", 4))],
            [flag("drift", ("a", True))],
            [flag("drift", ("a", "1"))],
            [flag("drift")],
            [{"class": "drift", "events": ev(("a", 1))}],
            [{"rule": "r", "class": [], "events": ev(("a", 1))}],
        ):
            try:
                score(case, bad)
            except InputError:
                continue
            raise AssertionError(f"accepted {bad!r}")
        good["gold"][1]["id"] = "G1"
        (case / "gold.json").write_text(json.dumps(good), encoding="utf-8")
        try:
            score(case, [])
        except InputError:
            pass
        else:
            raise AssertionError("accepted an id used twice")
    print("self-test passed")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("case_dir", nargs="?")
    ap.add_argument("flags_json", nargs="?")
    ap.add_argument("--json", action="store_true", help="print the result as JSON")
    ap.add_argument("--self-test", action="store_true", help="check this script on a made-up case")
    args = ap.parse_args()
    if args.self_test:
        self_test()
        return 0
    if not args.flags_json:
        ap.error("CASE_DIR and FLAGS_JSON are needed")
    try:
        result = score(args.case_dir, load_json(args.flags_json))
    except InputError as e:
        print(f"score.py: {e}", file=sys.stderr)
        return 2
    print(json.dumps(result, indent=1, ensure_ascii=False) if args.json else report(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())
