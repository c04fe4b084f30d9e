"""From the evidence on a `Doc` to one validated record."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from spacy.tokens import Doc, Span

from extractor import __version__, records
from extractor.spans import facts, group, text_of

_Entity = tuple[str, list[Span]]


def assemble(
    doc: Doc, components: Iterable[str] = (), warnings: Iterable[str] = ()
) -> records.PressRelease:
    """The record of this Doc.

    Args:
        components: names of the pipeline's components, for `meta`.
        warnings: what the caller should know about the text, for `meta`.

    Raises:
        pydantic.ValidationError: a component left a span or a fact that breaks the contract.
    """
    organizations = {
        key: _organization(spans)
        for key, spans in _entities(doc, "organizations")
        if _shown(spans, "organizations")
    }
    names = {key: organization.name for key, organization in organizations.items()}
    figures = _figures(doc)
    return records.PressRelease(
        text=text_of(doc),
        source=doc._.source,
        headline=_headline(doc),
        agency=doc._.agency,
        dateline=_dateline(doc),
        published=doc._.published,
        organizations=tuple(organizations.values()),
        officials=tuple(_officials(doc, names)),
        regions=tuple(
            _region(spans) for _, spans in _entities(doc, "places") if _shown(spans, "places")
        ),
        projects=tuple(_project(spans, doc, figures) for _, spans in _entities(doc, "projects")),
        figures=tuple(figures),
        dates=tuple(
            _date(span)
            for span in group(doc, "dates")
            if facts(span, "dates") and _shown([span], "dates")
        ),
        quotes=tuple(_quotes(doc)),
        meta=records.Meta(
            extractor=__version__, components=tuple(components), warnings=tuple(warnings)
        ),
    )


def _entities(doc: Doc, name: str) -> list[_Entity]:
    """The spans of a group by entity, in order of first mention."""
    by_key: dict[str, list[Span]] = {}
    for span in sorted(group(doc, name), key=lambda s: (s.start, -s.end)):
        by_key.setdefault(span.kb_id_ or clean(span.text).casefold(), []).append(span)
    return list(by_key.items())


def _shown(spans: list[Span], name: str) -> bool:
    """Whether the record shows the entity; an agency's mark in a dateline is evidence only."""
    return not all(facts(span, name).get("hidden") for span in spans)


def clean(text: str) -> str:
    """A mention as a name: one blank between words, whatever line breaks the text has."""
    return " ".join(text.split())


def mention(span: Span) -> records.Mention:
    """The span as a mention, in characters."""
    return records.Mention(text=span.text, start=span.start_char, end=span.end_char)


def _mentions(spans: Iterable[Span]) -> tuple[records.Mention, ...]:
    ordered = sorted(spans, key=lambda s: (s.start_char, s.end_char))
    unique = {(s.start_char, s.end_char): s for s in ordered}
    return tuple(mention(span) for span in unique.values())


def _headline(doc: Doc) -> str | None:
    for span in group(doc, "layout"):
        if span.label_ == "HEADLINE":
            return clean(span.text)
    return None


def _dateline(doc: Doc) -> records.Dateline | None:
    found: dict[str, Any] | None = doc._.dateline
    if not found:
        return None
    start, end = found["start"], found["end"]
    return records.Dateline(
        place=found["place"],
        date=found["date"],
        mention=records.Mention(text=text_of(doc)[start:end], start=start, end=end),
    )


def _first(spans: Iterable[Span], name: str, fact: str) -> Any:
    """The first value that a mention of the entity states for this fact."""
    for span in spans:
        value = facts(span, name).get(fact)
        if value is not None:
            return value
    return None


def _fullest(spans: list[Span], name: str) -> Span:
    """The mention that names the entity best: a full form before a short one, then the longest."""
    full = [s for s in spans if facts(s, name).get("form", "full") == "full"]
    return max(full or spans, key=lambda s: (s.end - s.start, -s.start))


def _aliases(spans: list[Span], name: str) -> tuple[str, ...]:
    forms = dict.fromkeys(clean(s.text) for s in spans)
    return tuple(form for form in forms if form != name)


def _confidence(spans: list[Span], name: str) -> float:
    return max(float(facts(s, name).get("confidence", 1.0)) for s in spans)


def _organization(spans: list[Span]) -> records.Organization:
    best = _fullest(spans, "organizations")
    name = facts(best, "organizations").get("name") or clean(best.text)
    named = [s for s in spans if facts(s, "organizations").get("form") != "generic"]
    return records.Organization(
        mentions=_mentions(spans),
        rule=best.id_ or best.label_,
        confidence=_confidence(spans, "organizations"),
        name=name,
        acronym=_first(spans, "organizations", "acronym"),
        aliases=_aliases(named, name),
        kind=_first([best, *spans], "organizations", "kind") or "other",
        country=_first([best, *spans], "organizations", "country"),
        parent=_first(spans, "organizations", "parent"),
    )


def _officials(doc: Doc, names: dict[str, str]) -> list[records.Official]:
    speakers = {s.kb_id_ for s in group(doc, "quotes") if s.kb_id_ and s.label_ == "DIRECT"}
    roles: dict[str, list[Span]] = {}
    for span in group(doc, "roles"):
        if span.kb_id_:
            roles.setdefault(span.kb_id_, []).append(span)
    found = []
    for key, spans in _entities(doc, "persons"):
        role = _first(spans, "persons", "role")
        if role is None and key not in speakers:
            continue
        best = _fullest(spans, "persons")
        found.append(
            records.Official(
                mentions=_mentions([*spans, *roles.get(key, ())]),
                rule=_first(spans, "persons", "rule") or best.id_ or best.label_,
                confidence=_confidence(spans, "persons"),
                name=facts(best, "persons").get("name") or clean(best.text),
                honorific=_first(spans, "persons", "honorific"),
                role=role,
                organization=names.get(_first(spans, "persons", "organization_key") or "")
                or _first(spans, "persons", "organization"),
                country=_first(spans, "persons", "country"),
            )
        )
    return found


def _region(spans: list[Span]) -> records.Region:
    best = spans[0]
    name = _first(spans, "places", "name") or clean(best.text)
    return records.Region(
        mentions=_mentions(spans),
        rule=best.id_ or best.label_,
        confidence=_confidence(spans, "places"),
        name=name,
        kind=_first(spans, "places", "kind") or "place",
        country=_first(spans, "places", "country"),
        code=_first(spans, "places", "code"),
        ubigeo=_first(spans, "places", "ubigeo"),
        within=tuple(_first(spans, "places", "within") or ()),
        aliases=_aliases(spans, name),
    )


def _project_name(spans: list[Span]) -> Span:
    """The fullest mention, without its generic head where the title also stands in quotes."""
    best = _fullest(spans, "projects")
    titles = [s for s in spans if s.id_ == "projects.title"]
    if best.id_ == "projects.title" or not titles:
        return best
    title = _fullest(titles, "projects")
    longer, shorter = clean(best.text).casefold(), clean(title.text).casefold()
    return title if longer.split()[1:] == shorter.split() else best


def _project(spans: list[Span], doc: Doc, figures: list[records.Figure]) -> records.Project:
    best = _project_name(spans)
    name = facts(best, "projects").get("name") or clean(best.text)
    organizations = _first(spans, "projects", "organizations") or ()
    return records.Project(
        mentions=_mentions(spans),
        rule=best.id_ or best.label_,
        confidence=_confidence(spans, "projects"),
        name=name,
        kind=_first(spans, "projects", "kind") or "project",
        code=_first(spans, "projects", "code"),
        aliases=_aliases([s for s in spans if facts(s, "projects").get("form") != "generic"], name),
        organizations=tuple(
            records.ProjectOrganization(name=other, role=role) for other, role in organizations
        ),
        regions=tuple(_first(spans, "projects", "regions") or ()),
        beneficiaries=_indices(_first(spans, "projects", "beneficiaries"), figures),
        budget=_indices(_first(spans, "projects", "budget"), figures),
    )


def _indices(starts: Iterable[int] | None, figures: list[records.Figure]) -> tuple[int, ...]:
    """Character offsets of figures as indices into the record's figures."""
    at = {figure.mentions[0].start: index for index, figure in enumerate(figures)}
    return tuple(at[start] for start in starts or () if start in at)


def _figures(doc: Doc) -> list[records.Figure]:
    found = []
    for span in group(doc, "figures"):
        fact = facts(span, "figures")
        if fact:
            found.append(
                records.Figure(
                    mentions=(mention(span),),
                    rule=span.id_,
                    **{k: fact.get(k) for k in _FIGURE if k in fact},
                )
            )
    return found


_FIGURE = ("value", "low", "high", "kind", "unit", "currency", "qualifier", "of", "confidence")


def _date(span: Span) -> records.Date:
    fact = facts(span, "dates")
    return records.Date(
        mentions=(mention(span),),
        rule=span.id_,
        confidence=fact.get("confidence", 1.0),
        value=fact["value"],
        type=fact["type"],
        start=fact.get("start"),
        end=fact.get("end"),
        relative=fact.get("relative", False),
    )


def _quoted(span: Span, fact: dict[str, Any]) -> records.Mention:
    """The words between the marks, also where a mark and a word are one token."""
    start, end = fact.get("range") or (span.start_char, span.end_char)
    return records.Mention(text=text_of(span.doc)[start:end], start=start, end=end)


def _quotes(doc: Doc, kinds: tuple[str, ...] = ("DIRECT",)) -> list[records.Quote]:
    names = dict(_entities(doc, "persons"))
    found = []
    for span in group(doc, "quotes"):
        if span.label_ not in kinds:
            continue
        fact = facts(span, "quotes")
        speaker = names.get(span.kb_id_)
        best = _fullest(speaker, "persons") if speaker else None
        found.append(
            records.Quote(
                mentions=(_quoted(span, fact),),
                rule=span.id_,
                confidence=fact.get("confidence", 1.0),
                text=fact.get("text") or span.text,
                speaker=clean(best.text) if best is not None else None,
                verb=fact.get("verb"),
                kind="direct" if span.label_ == "DIRECT" else "indirect",
            )
        )
    return found
