"""What belongs to what: projects with their figures, institutions and places, and the rest.

Begin with `Works.__call__`. Every relation is a plain dict in `doc._.relations`: `type`,
`subject` and `object` (`[field, entity or character]`), `rule`, `sentence` (characters),
and `role` or `event` where there is one. None crosses a sentence, except where a noun means
a project again (`mentioned_again`), or where a sentence opens with a part of the project
spoken of last (*La inversión asciende a…*) or with a verb of it (*Beneficiará a…*).

| rule | sentence it reads |
|---|---|
| `works.topic` | *El proyecto “Agua Viva” benefició a 300 familias y sembró 20 hectáreas.* |
| `works.clause` | *El ministerio presentó el plan “Agua Viva” para 300 familias.* |
| `works.relative` | *… el plan “Agua Viva”, que llegará a 300 familias.* |
| `works.part` | *La inversión asciende a dos millones de soles.* |
| `works.dropped` | *Además, beneficiará a 300 familias.* |
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractor.links.clauses import Verbs
from extractor.links.events import event
from extractor.links.mentioned_again import Again
from extractor.links.partners import Chain, Item, chains_of
from extractor.links.roles_in_projects import Acting, ProjectRoles
from extractor.links.scene import Relation, Scene, Sentence, cut, projects_of, sentence_range
from extractor.links.stated import UNCOUNTED, Stated, place_chains
from extractor.spans import facts, group, put
from extractor.words import Words, words_of


@Language.factory("press_works", requires=["doc.spans"])
def make_works(nlp: Language, name: str) -> Works:
    """The component that says what belongs to what."""
    return Works()


SPOKEN_FOR = frozenset(("government", "company"))
"""Kinds of institutions whose speakers mostly tell of projects of their own."""
BY_VERB = frozenset(("works.subject", "works.official", "works.relative_subject"))
"""Rules that a stated role (*financiado por*) goes before."""
PARTITIVE = 3
"""Words from a figure to the project it measures a part of: *ocho kilómetros de la carretera*."""


class Works:
    """Writes `doc._.relations`, the facts of projects, and the nouns that mean one again."""

    def __init__(self) -> None:
        self.verbs = Verbs()
        self.again = Again(self.verbs)
        self.roles = ProjectRoles(self.verbs, self.again.parts)
        self.stated = Stated(self.verbs)

    def __call__(self, doc: Doc) -> Doc:
        """The Doc with its relations."""
        words = words_of(doc)
        scene = Scene(doc, words, self.verbs)
        projects = projects_of(scene, self.again, doc)
        sentences = scene.sentences()
        cut(scene, sentences, self.again)
        found = Relations(scene, sentences)
        employers = found.posts()
        for i, sentence in enumerate(sentences):
            if sentence.clauses:
                self._sentence(found, i, employers)
        if projects:
            found.settle()
            found.known(projects)
            found.spoken_of(group(doc, "quotes"), projects, employers)
            found.write_projects()
            meant = [p.span for p in projects if p.span.id_ == "works.again"]
            if meant:
                put(doc, "projects", [*scene.spans["projects"], *meant])
        doc._.relations = found.list
        return doc

    def _actor(self, found: Relations, i: int) -> Chain | Item | None:
        """Who acts in the first clause of a sentence."""
        if i < 0:
            return None
        sentence = found.sentences[i]
        if not sentence.clauses:
            sentence.cut(found.scene.clauses)
        named = chains_of(found.scene.words, sentence.items)
        return Acting(self.roles, found.scene.words, sentence, named, lambda: None).subjects[0]

    def _sentence(self, found: Relations, i: int, employers: dict[str, str]) -> None:
        words, sentence = found.scene.words, found.sentences[i]
        kinds = sentence.kinds
        named = chains_of(words, sentence.items) if "o" in kinds else []
        acting = Acting(self.roles, words, sentence, named, lambda: self._actor(found, i - 1))
        if sentence.about:
            roles = self.roles.read(words, sentence, acting.chains, acting.subjects, employers)
            for project, key, role, rule in roles:
                found.add("project_" + role, ["projects", project.key], ["organizations", key],
                          rule, sentence)  # fmt: skip
            found.told += self.roles.told(words, sentence, acting.subjects)
        if "f" in kinds:
            if sentence.about:
                self._figures(found, sentence)
            if acting.may_be_institutions():
                self._sums(found, sentence, acting)
        if "r" in kinds and ("f" in kinds or sentence.about):
            self._places(found, sentence)
        if "d" in kinds:
            for item in sentence.items:
                if item.kind == "d":
                    happens = event(words, sentence, item.span, item.first, item.last)
                    if happens:
                        found.add("date_event", ["dates", item.span.start_char], None,
                                  "works.event", sentence, happens)  # fmt: skip

    def _figures(self, found: Relations, sentence: Sentence) -> None:
        """Figures to their projects: all, those of people, those of money."""
        words = found.scene.words
        partial = False
        for figure in sentence.items:
            if figure.kind != "f":
                continue
            owner = self.stated.project_of(words, sentence, figure)
            if owner is None:
                continue
            project, rule = ["projects", owner[0].key], owner[1]
            place = ["figures", figure.span.start_char]
            found.add("figure_project", place, project, rule, sentence)
            found.owners[figure.span.start_char] = owner[0].key
            if self.stated.is_beneficiary(words, figure):
                found.add("project_beneficiaries", project, place, rule, sentence)
            elif self.stated.is_budget(words, figure, partial):
                found.add("project_budget", project, place, rule, sentence)
                partial = True

    def _places(self, found: Relations, sentence: Sentence) -> None:
        """Figures and projects to the places they are stated of."""
        words, stated = found.scene.words, self.stated
        for chain in place_chains(words, sentence.items, stated.heads, stated.glue):
            keys = [item.key for item in chain.items]
            owner = ""
            for figure, rule in stated.figures_of(words, sentence, chain):
                start = figure.span.start_char
                owner = found.owners.get(start, owner)
                for key in keys:
                    found.add("figure_region", ["figures", start], ["regions", key], rule, sentence)
            rule = "works.figure_place"
            if not owner:
                project = stated.place_of_project(words, sentence, chain)
                if project is None:
                    continue
                owner, rule = project[0].key, project[1]
            for key in keys:
                found.add("project_region", ["projects", owner], ["regions", key], rule, sentence)

    def _sums(self, found: Relations, sentence: Sentence, acting: Acting) -> None:
        """Figures to the institutions that give them, or whose act they measure."""
        words = found.scene.words
        figures = [x for x in sentence.items if x.kind == "f" and x.label not in UNCOUNTED]
        given: set[int] = set()
        sums = [x for x in figures if x.label in ("MONEY", "PERCENT")]
        for chain in acting.chains if sums else ():
            if chain.role != "funder":
                continue
            figure = _given(sums, chain)
            if figure is not None:
                given.add(figure.first)
                for item in chain.items:
                    found.add("figure_organization", ["figures", figure.span.start_char],
                              ["organizations", item.key], chain.rule, sentence)  # fmt: skip
        for figure in figures:
            i = sentence.clause_of(figure.first)
            clause = sentence.clauses[i]
            if figure.first in given or not -1 < clause.verb < figure.first:
                continue
            scope = sentence.scopes[i]
            owned = scope.projects and (
                scope.topic or scope.projects[0].first <= figure.last + PARTITIVE
            )
            if figure.label == "DURATION" or owned or _is_size(words, figure):
                continue
            actor = acting.subjects[i]
            last = max((x.last for x in figures if clause.verb < x.first < figure.first), default=0)
            if last:  # "la UE aportará 4 millones y la CAF otros 2,5"
                others = (c for c in acting.chains if c.free and last < c.first < figure.first)
                actor = next(others, actor)
            if isinstance(actor, Chain):
                for item in actor.items:
                    found.add("figure_organization", ["figures", figure.span.start_char],
                              ["organizations", item.key], "works.acts", sentence)  # fmt: skip


def _is_size(words: Words, figure: Item) -> bool:
    """*municipios de menos de 5000 habitantes*: what the figure counts is of another thing."""
    before = words.lower[max(0, figure.first - 3) : figure.first]
    return before[:1] == ["de"] and before[1:2] in (["menos"], ["más"]) and before[2:] == ["de"]


def _given(sums: list[Item], chain: Chain) -> Item | None:
    """The sum between a cue and its institution, or just before the cue."""
    between = [x for x in sums if chain.cue <= x.last < chain.first]
    before = [x for x in sums if 0 < chain.cue - x.last <= 5]
    return between[-1] if between else before[-1] if before else None


class Relations:
    """The relations of one document, each once."""

    def __init__(self, scene: Scene, sentences: list[Sentence]) -> None:
        self.scene = scene
        self.sentences = sentences
        self.firsts = [sentence.first for sentence in sentences]
        self.list: list[Relation] = []
        self.owners: dict[int, str] = {}
        self.told: list[tuple[Item, str]] = []
        self._there: set[tuple[Any, ...]] = set()

    def add(
        self,
        kind: str,
        subject: list[Any],
        other: list[Any] | None,
        rule: str,
        sentence: Sentence,
        happens: list[int] | None = None,
    ) -> None:
        """Add a relation, unless the same is there from an earlier sentence."""
        key = (kind, *subject, *(other or ()))
        if key in self._there:
            return
        self._there.add(key)
        relation: Relation = {
            "type": kind,
            "subject": subject,
            "object": other,
            "rule": rule,
            "sentence": sentence_range(self.scene.words, sentence),
        }
        if happens:
            relation["event"] = happens
        self.list.append(relation)

    def _at(self, span: Span) -> Sentence:
        k = self.scene.words.at(span.start_char)
        return self.sentences[bisect_right(self.firsts, k) - 1]

    def posts(self) -> dict[str, str]:
        """Officials to their institutions, institutions to theirs; gives person -> institution."""
        employers: dict[str, str] = {}
        for span in self.scene.spans["persons"]:
            fact = facts(span, "persons")
            key = fact.get("organization_key")
            if key and span.kb_id_ not in employers:
                employers[span.kb_id_] = key
                self.add("official_organization", ["officials", span.kb_id_],
                         ["organizations", key], fact.get("rule") or span.id_,
                         self._at(span))  # fmt: skip
        for span in self.scene.spans["organizations"]:
            key = facts(span, "organizations").get("parent_key")
            if key:
                self.add("organization_parent", ["organizations", span.kb_id_],
                         ["organizations", key], "works.parent", self._at(span))  # fmt: skip
        return employers

    def known(self, projects: list[Item]) -> None:
        """The institution that the lexicon gives a programme, where the text has it."""
        runners: dict[str, str] = {}
        for project in projects:
            runner = facts(project.span, "projects").get("run_by")
            if not runner:
                continue
            if not runners:
                for span in self.scene.spans["organizations"]:
                    name = facts(span, "organizations").get("known_name")
                    if name:
                        runners.setdefault(name, span.kb_id_)
            if runner in runners:
                self.add("project_lead", ["projects", project.key],
                         ["organizations", runners[runner]], "works.known",
                         self._at(project.span))  # fmt: skip

    def spoken_of(
        self, quotes: list[Span], projects: list[Item], employers: dict[str, str]
    ) -> None:
        """A project without a lead, of which an official tells what it does, is the one of
        the official's institution: *La ministra precisó que el programa llegará a…*.
        """
        led = {r["subject"][1] for r in self.list if r["type"] == "project_lead"}
        open_ = [p for p in projects if p.key not in led and p.label != "fund"]
        starts = [p.first for p in open_]
        told: list[tuple[Item, str]] = []
        for quote in quotes if open_ else ():
            key = employers.get(quote.kb_id_)
            if key:
                begin = self.scene.words.at(quote.start_char)
                end = self.scene.words.at(quote.end_char - 1)
                inside = open_[bisect_left(starts, begin) : bisect_right(starts, end)]
                told += [(project, key) for project in inside]
        kinds: dict[str, str] = {}
        if told or self.told:
            for span in self.scene.spans["organizations"]:
                kinds.setdefault(span.kb_id_, facts(span, "organizations").get("kind") or "")
        for project, key in [*told, *self.told]:
            fits = kinds.get(key) in SPOKEN_FOR and project.label != "fund"
            if fits and project.key not in led:
                led.add(project.key)
                self.add("project_lead", ["projects", project.key], ["organizations", key],
                         "works.spokesperson", self._at(project.span))  # fmt: skip

    def settle(self) -> None:
        """Where an institution's role is stated, what its verb seemed to say of it goes."""
        stated = {
            (r["subject"][1], r["object"][1])
            for r in self.list
            if r["type"] in ("project_funder", "project_partner") and r["rule"] not in BY_VERB
        }
        self.list = [
            r
            for r in self.list
            if r["type"] != "project_lead"
            or r["rule"] not in BY_VERB
            or (r["subject"][1], r["object"][1]) not in stated
        ]

    def write_projects(self) -> None:
        """What was found of each project, among the facts of its fullest mention."""
        best: dict[str, Span] = {}
        for span in self.scene.spans["projects"]:
            if len(span) > len(best.get(span.kb_id_, ())):
                best[span.kb_id_] = span
        parts: dict[str, dict[str, list[Any]]] = {}
        for relation in self.list:
            field, _, part = relation["type"].partition("_")
            if field == "project":
                own = parts.setdefault(relation["subject"][1], {})
                value = relation["object"][1]
                name = PARTS_OF.get(part, "organizations")
                own.setdefault(name, []).append([value, part] if name == "organizations" else value)
        for key, own in parts.items():
            span = best[key]
            span._.project = {**facts(span, "projects"), **own}


PARTS_OF = {"region": "regions", "beneficiaries": "beneficiaries", "budget": "budget"}
