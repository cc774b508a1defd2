"""The family as a picture after the manner of a genogram: squares, circles, and lines with their dates."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, field

import pandas as pd
import plotly.graph_objects as go

from chronology.people import relation_kind
from dashboard.family_tree import Place, Tree, Union, span_words
from dashboard.ink import FONT, INK, MUTED, PAPER
from dashboard.wording import count, listed, when, wrapped

SYMBOLS = {"man": "square", "woman": "circle", "not stated": "diamond"}
_SIZE = {"man": 36.0, "woman": 39.0, "not stated": 35.0}  # all look equally large
_UNIT, _EDGE = 164.0, 34.0
_TOP, _BELOW, _ABOVE = 48.0, 54.0, 54.0
_LINE, _LEVEL, _BUS = 14.0, 16.0, 14.0
_LABEL_CHARACTERS, _CHARACTER_PX = 19, 5.9
_PORT, _SIDE, _LANE = 9.0, 14.0, 9.0
_BESIDE, _OVER = 24.0, 40.0
_OVER_CAPTION = 30.0


@dataclass(slots=True)
class _Plan:
    """Pixels of everything, y counted downwards; lines end with ``None`` as plotly wants it."""

    tree: Tree
    index_person: str
    y: dict[int, float] = field(default_factory=dict)
    width: float = 0.0
    height: float = 0.0
    solid: tuple[list[float | None], list[float | None]] = field(default_factory=lambda: ([], []))
    dashed: tuple[list[float | None], list[float | None]] = field(default_factory=lambda: ([], []))
    dotted: tuple[list[float | None], list[float | None]] = field(default_factory=lambda: ([], []))
    words: list[tuple[float, float, str]] = field(default_factory=list)
    apart: tuple[float, str] | None = None
    """Where the caption of those who stand apart is, and what it says."""
    down: list[tuple[list[tuple[float, float]], str, float, str]] = field(default_factory=list)
    """Lines to somebody further down than the next row, who has no place yet while they are begun."""

    def x(self, code: str) -> float:
        return _EDGE + self.tree.places[code].x * _UNIT

    def draw(self, points: list[tuple[float, float]], how: str = "solid") -> None:
        xs, ys = {"solid": self.solid, "dashed": self.dashed, "dotted": self.dotted}[how]
        for x, y in points:
            xs.append(x)
            ys.append(y)
        xs.append(None)
        ys.append(None)

    def draw_later(self) -> None:
        """Draw the lines to people further down: past those who stand between, on their left."""
        for points, code, end, how in self.down:
            beside, y = self.x(code) - _BESIDE, self.y[self.tree.places[code].row]
            turn = points[-1][1]
            self.draw(
                [*points, (beside, turn), (beside, y - _OVER), (end, y - _OVER), (end, y)],
                how,
            )


def family_picture(people: pd.DataFrame, relations: pd.DataFrame, tree: Tree, index_person: str) -> go.Figure:
    """The picture; its size is fixed, so that words never run into each other.

    Args:
        people: the frame ``people``.
        relations: the frame ``relations``.
        tree: who stands where.
        index_person: code of the person whom the review is about; drawn with a double outline.
    """
    plan = _plan(tree, index_person)
    figure = go.Figure()
    for (xs, ys), dash, colour, width in (
        (plan.dotted, "dot", MUTED, 1.3), (plan.solid, "solid", INK, 1.4), (plan.dashed, "dash", INK, 1.4),
    ):  # fmt: skip
        figure.add_scatter(
            x=xs, y=ys, mode="lines", hoverinfo="skip", line={"dash": dash, "color": colour, "width": width}
        )
    _draw_people(figure, plan, people, relations)
    for x, y, text in plan.words:
        figure.add_annotation(
            x=x, y=y, text=text, showarrow=False, yanchor="bottom", font={"size": 11.5, "color": MUTED}
        )
    if plan.apart is not None:
        y, text = plan.apart
        figure.add_annotation(
            x=_EDGE - 20, y=y, text=wrapped(text), showarrow=False, xanchor="left", yanchor="bottom",
            font={"size": 12, "color": INK},
        )  # fmt: skip
    figure.update_layout(
        width=plan.width,
        height=plan.height,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        showlegend=False,
        dragmode=False,
        hovermode="closest",
        hoverlabel={"bgcolor": PAPER, "bordercolor": MUTED, "font": {"color": INK, "size": 12.5}, "align": "left"},
        font={"family": FONT, "size": 12, "color": INK},
        xaxis={"range": [0, plan.width], "visible": False, "fixedrange": True},
        yaxis={"range": [plan.height, 0], "visible": False, "fixedrange": True},
    )  # fmt: skip
    return figure


def describe_family(people: pd.DataFrame, relations: pd.DataFrame, tree: Tree, index_person: str) -> str:
    """The picture in words."""
    if not tree.places:
        return "No key of persons and no relations were supplied, so there is no picture."
    index = f"The review is about {index_person}. " if index_person in tree.places else ""
    families = [
        f"{listed(union.pair)} with {listed(union.children)}"
        if union.children
        else f"{listed(union.pair)}, no children recorded together"
        for union in tree.unions
    ]
    unknown = [code for code, place in tree.places.items() if not place.related]
    rows = len({place.row for place in tree.places.values() if place.related})
    placed = len(tree.places) - len(unknown)
    in_rows = f", {placed} of them" if unknown and placed > 1 else ""
    in_rows += f" in {count(rows, 'generation')}" if placed > 1 or not unknown else ""
    return (
        f"{count(len(tree.places), 'person', 'persons')}{in_rows}. {index}"
        + (f"Parents and partners: {'; '.join(families)}. " if families else "")
        + (f"{not_given(tree, index_person)}: {listed(unknown)}." if unknown else "")
        + " The table of relations says the same, with every date."
    )


def not_given(tree: Tree, index_person: str) -> str:
    """The caption of those who stand apart, as no relation tells where in the family they belong."""
    whose = index_person if index_person in tree.places else "the others"
    return f"Family relation to {whose} not given"


def label_of(code: str, people: pd.DataFrame, relations: pd.DataFrame) -> list[str]:
    """The lines beside a person: role, birth, and whom they cared for when."""
    row = people[people["code"] == code]
    lines: list[str] = []
    if len(row):
        person = row.iloc[0]
        role = person["role"].split(";")[0].split("(")[0].strip()
        lines += textwrap.wrap(role, _LABEL_CHARACTERS, max_lines=2, placeholder=" …")
        born = when(person["born_earliest"], person["born_latest"])
        lines += [f"born {born}"] if born != "undated" else []
    else:
        lines.append("not in the key")
    for _, relation in relations[relations["from_code"] == code].iterrows():
        if relation_kind(relation["relation"]) == "carer" and span_words(relation):
            words = f"{relation['relation']} {relation['to_code']} {span_words(relation)}"
            lines += textwrap.wrap(words, _LABEL_CHARACTERS + 1, max_lines=3, placeholder=" …")
    return lines[:6]


def _plan(tree: Tree, index_person: str) -> _Plan:
    plan = _Plan(tree, index_person)
    plan.width = 2 * _EDGE + (max((p.x for p in tree.places.values()), default=0.0) + 0.85) * _UNIT
    y = _TOP
    filled = {place.row for place in tree.places.values()}
    for row in range(tree.rows):
        plan.y[row] = y
        if row not in filled:
            y += _ABOVE
            continue
        own = [union for union in tree.unions if tree.places[union.pair[0]].row == row]
        plan.height = y + _BELOW
        y = _unions_of_row(plan, own, y)
        plan.height = max(plan.height, y - _ABOVE + 8) if own else plan.height
    plan.height = max(plan.height, 2 * _EDGE)
    plan.draw_later()
    apart = next((place for place in tree.places.values() if not place.related), None)
    if apart is not None:
        plan.apart = (plan.y[apart.row] - _OVER_CAPTION, not_given(tree, index_person))
        plan.width = max(plan.width, 2 * _EDGE + _CHARACTER_PX * len(plan.apart[1]))
    return plan


def _unions_of_row(plan: _Plan, unions: list[Union], y: float) -> float:
    """Draw the unions of a row downwards from ``y``; returns where the next row stands."""
    spans = {id(union): _ports(plan, union, unions) for union in unions}
    pairs = sorted((u for u in unions if len(u.pair) == 2), key=lambda u: spans[id(u)][1] - spans[id(u)][0])
    levels = _levels([spans[id(union)] for union in pairs])
    depth, at = y + _BELOW, {}
    for level in range(max(levels, default=-1) + 1):
        here = [union for union, own in zip(pairs, levels, strict=True) if own == level]
        texts = {id(union): _union_words(union, spans[id(union)]) for union in here}
        depth += _LEVEL + _LINE * max(len(text) for text in texts.values())
        for union in here:
            left, right = spans[id(union)]
            at[id(union)] = depth
            plan.draw(
                [(left, y), (left, depth), (right, depth), (right, y)], "dashed" if union.ended else "solid"
            )
            if texts[id(union)]:
                plan.words.append(((left + right) / 2, depth, "<br>".join(texts[id(union)])))
    families = [union for union in unions if union.children]
    drops = {id(union): _drop(plan, union, spans[id(union)]) for union in families}
    reach = [
        (
            min([drops[id(union)], *map(plan.x, union.children)]),
            max([drops[id(union)], *map(plan.x, union.children)]),
        )
        for union in families
    ]
    buses = _levels(reach)
    bottom = depth + 10 + _BUS * (max(buses, default=0) + 1)
    ties = _ties(plan, y)
    lanes = _levels([(min(start, end), max(start, end)) for *_, start, end in ties])
    next_row = bottom + _LANE * (max(lanes, default=-1) + 1) + _ABOVE
    for (code, below, start, end), lane in zip(ties, lanes, strict=True):
        turn = bottom + _LANE * (lane + 1)
        if below > 1:
            plan.down.append(([(start, y), (start, turn)], code, end, "dotted"))
        else:
            plan.draw([(start, y), (start, turn), (end, turn), (end, next_row)], "dotted")
    for union, level in zip(families, buses, strict=True):
        bus, drop = depth + 10 + _BUS * (level + 1), drops[id(union)]
        plan.draw([(drop, at.get(id(union), y)), (drop, bus)])
        for child in union.children:
            if plan.tree.places[child].row - plan.tree.places[union.pair[0]].row > 1:
                plan.down.append(([(drop, bus)], child, plan.x(child), "solid"))
            else:
                plan.draw([(drop, bus), (plan.x(child), bus), (plan.x(child), next_row)])
    return next_row


def _ports(plan: _Plan, union: Union, unions: list[Union]) -> tuple[float, float]:
    """Where the line of two partners leaves each of them; no two lines leave from the same place."""
    if len(union.pair) == 1:
        return plan.x(union.pair[0]), plan.x(union.pair[0])
    ends = []
    for own, other in (union.pair, union.pair[::-1]):
        side = 1 if plan.x(other) > plan.x(own) else -1
        rivals = sorted(
            abs(plan.x(next(c for c in u.pair if c != own)) - plan.x(own))
            for u in unions
            if len(u.pair) == 2 and own in u.pair
            and (plan.x(next(c for c in u.pair if c != own)) > plan.x(own)) == (side > 0)
        )  # fmt: skip
        # The nearest partner's line leaves furthest out, so that it does not cross the others.
        place = len(rivals) - rivals.index(abs(plan.x(other) - plan.x(own)))
        alone = sum(len(u.pair) == 2 and own in u.pair for u in unions) == 1 and not any(
            u.pair == (own,) for u in unions
        )
        ends.append(plan.x(own) + (0.0 if alone else side * _PORT * min(place, 2)))
    return min(ends), max(ends)


def _levels(spans: list[tuple[float, float]]) -> list[int]:
    """A level for each span, in the order given, so that none touches another of its level."""
    taken: list[list[tuple[float, float]]] = []
    levels = []
    for left, right in spans:
        free = (n for n, used in enumerate(taken) if all(right + 6 < a or b + 6 < left for a, b in used))
        level = next(free, len(taken))
        if level == len(taken):
            taken.append([])
        taken[level].append((left, right))
        levels.append(level)
    return levels


def _union_words(union: Union, span: tuple[float, float]) -> list[str]:
    room = max(int((span[1] - span[0] - 8) / _CHARACTER_PX), 14)
    return [line for words in union.words for line in textwrap.wrap(words, room)]


def _drop(plan: _Plan, union: Union, span: tuple[float, float]) -> float:
    """Where the line to the children leaves: above their middle where that lies between the parents."""
    if len(union.pair) == 1:
        return span[0]
    middle = sum(map(plan.x, union.children)) / len(union.children)
    room = min(18.0, (span[1] - span[0]) / 3)
    return min(max(middle, span[0] + room), span[1] - room)


def _ties(plan: _Plan, y: float) -> list[tuple[str, int, float, float]]:
    """The other relations of a row to the rows below: to whom, how many rows down, and where they start and end.

    Those within the row are drawn here, over the heads of those who stand between.
    """
    row = next(number for number, own in plan.y.items() if own == y)
    arriving: dict[str, int] = {}
    ties = []
    for one, other, _ in plan.tree.others:
        a, b = sorted((one, other), key=lambda code: plan.tree.places[code].row)
        if plan.tree.places[a].row != row:
            continue
        below = plan.tree.places[b].row - row
        if below == 0:
            plan.draw([(plan.x(a), y), (plan.x(a), y - 34), (plan.x(b), y - 34), (plan.x(b), y)], "dotted")
            continue
        side = 1 if plan.x(b) > plan.x(a) else -1
        arriving[b] = arriving.get(b, 0) + 1
        ties.append((b, below, plan.x(a) + side * _SIDE, plan.x(b) - side * (3 + 5 * min(arriving[b], 3))))
    return ties


def _draw_people(figure: go.Figure, plan: _Plan, people: pd.DataFrame, relations: pd.DataFrame) -> None:
    for sex, symbol in SYMBOLS.items():
        group = [place for place in plan.tree.places.values() if place.sex == sex]
        about = [place for place in group if place.code == plan.index_person]
        for members, size in ((about, _SIZE[sex] + 8), (group, _SIZE[sex])):
            figure.add_scatter(
                x=[plan.x(place.code) for place in members],
                y=[plan.y[place.row] for place in members],
                mode="markers+text" if members is group else "markers",
                text=[_inside(place) for place in members],
                textfont={"size": 12.5, "color": INK},
                hovertext=[_hover(place, people, relations) for place in members],
                hoverinfo="text",
                customdata=[place.code for place in members],
                marker={
                    "symbol": symbol, "size": size, "color": PAPER, "opacity": 1,
                    "line": {"width": 1.6, "color": INK},
                },
            )  # fmt: skip
    for place in plan.tree.places.values():
        lines = [*([] if _inside(place) else [place.code]), *label_of(place.code, people, relations)]
        lines = [wrapped(line, 60) for line in lines]
        if lines:
            lines[0] = f"<b>{lines[0]}</b>" if not _inside(place) else lines[0]
            figure.add_annotation(
                x=plan.x(place.code),
                y=plan.y[place.row],
                xshift=31 if place.code == plan.index_person else 27,
                xanchor="left",
                align="left",
                text="<br>".join(lines),
                showarrow=False,
                font={"size": 11.5, "color": INK},
            )


def _inside(place: Place) -> str:
    return f"<b>{wrapped(place.code)}</b>" if len(place.code) <= 3 else ""


def _hover(place: Place, people: pd.DataFrame, relations: pd.DataFrame) -> str:
    row = people[people["code"] == place.code]
    lines = [f"<b>{wrapped(place.code)}</b>"]
    if len(row):
        lines += [wrapped(row.iloc[0]["role"])]
        lines += [f"household {wrapped(row.iloc[0]['household'])}"] if row.iloc[0]["household"] else []
    own = relations[relations["from_code"] == place.code]
    lines += [
        wrapped(f"{relation['relation']} {relation['to_code']} {span_words(relation)}".strip())
        for _, relation in own.iterrows()
    ]
    return "<br>".join(lines)
