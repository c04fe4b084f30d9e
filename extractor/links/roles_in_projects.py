"""Which institution has which part in which project, sentence by sentence.

| rule | sentence it reads |
|---|---|
| `works.participle` | *El plan fue liderado por la OIM.* |
| `works.of`, `works.with` | *con el apoyo de la OIM*, *en alianza con la OIM* |
| `works.through` | *mediante la OIM* |
| `works.possessive` | *El Midis, con su programa “Agua Viva”, …* |
| `works.announced` | *El ministro Ríos adelantó que se lanzará el plan “Agua Viva”.* |
| `works.charge` | *La OIM está a cargo del plan “Agua Viva”.* |
| `works.agreement` | *La OIM y el MIMP suscribieron un convenio para el plan “Agua Viva”.* |
| `works.recipient` | *El MEF transfirió tres millones a la OIM para el plan “Agua Viva”.* |
| `works.awarded` | *La obra fue adjudicada a la Constructora Andes S.A.* |
| `works.own` | *el programa “Agua Viva” de la OIM* |
| `works.money` | *se suman USD 30 000 de la OIM* |
| `works.subject` | *La OIM lanzó el plan “Agua Viva”.* |
| `works.official` | *La ministra de Salud, Ana Ríos, lanzó el plan “Agua Viva”.* |
| `works.relative_subject` | *el plan “Agua Viva”, que impulsa la OIM* |
| `works.through_project` | *El Midis, a través del programa Juntos, entregó…* |
| `works.known` | *Qali Warma*, where the Midis is in the text as well |
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import pairwise

from extractor.lexicon import fold
from extractor.links.clauses import AND, CLITICS, RESUME, THAT, Clause, Verbs
from extractor.links.partners import Chain, Item, Partners
from extractor.links.scene import CONNECTORS, Sentence, main_of
from extractor.spans import facts
from extractor.words import Words

OBJECT = 20
"""Words between a verb and the project that is its object."""
ADVERBIAL = frozenset(("marco", "gracias", "parte", "dentro", "favor", "contexto", "ámbito"))
THROUGH = frozenset(("través", "medio", "intermedio", "conducto", "mediante"))
POSSESSIVES = frozenset(("su", "sus"))
CHARGED = frozenset(("cargo", "responsable", "encargado", "encargada", "encargados"))
AGREED = frozenset(
    "firmó firmaron firman suscribió suscribieron suscriben acordó acordaron rubricaron sellaron "
    "firmarán suscribirán".split()
)
LENDERS = ("banco", "fondo", "corporacion andina", "agencia de cooperacion")
"""How the names of institutions begin that pay for what they sign."""
SUPPORT = frozenset(
    "asistencia apoyo respaldo acompañamiento asesoría personal experiencia".split()
)
PLURALS = frozenset("obras trabajos acciones actividades labores estudios intervenciones".split())
ACTS = frozenset(("lead", "funder", "partner", "grant"))
PARTS = frozenset(("lead", "funder", "partner"))
MANNERS = {
    "through": "works.through_project",
    "possessive": "works.possessive",
    "charge": "works.charge",
}
FROM_BEFORE = frozenset(("works.part", "works.dropped"))
"""Rules by which the sentence has the project from one before: its nouns are other ones."""
ELLIPSIS = 10

Found = tuple[Item, str, str, str]
"""A project, the key of an institution, its role and the rule."""


class ProjectRoles:
    """Reads the roles of one sentence after another."""

    def __init__(self, verbs: Verbs, parts: dict[str, str]) -> None:
        self.verbs = verbs
        self.parts = parts
        self.partners = Partners(verbs)

    def govern(self, words: Words, sentence: Sentence, chains: list[Chain]) -> None:
        """Read what governs the institutions of the sentence."""
        for chain in chains:
            self.partners.govern(words, chain, sentence.first, sentence.items)
        for one, other in pairwise(chains):
            # "el 80 % fue financiado por A y el 20 % por B"
            same = one.preposition == other.preposition == "por" and one.role and not other.role
            if same and other.first - one.last < ELLIPSIS:
                other.role, other.rule, other.cue = one.role, one.rule, other.first - 1
            elif other.through and one.role == "funder" and other.first - one.last < ELLIPSIS:
                other.role = ""  # the way the money takes: "provienen de A a través de B"

    def read(
        self,
        words: Words,
        sentence: Sentence,
        chains: list[Chain],
        subjects: list[Chain | Item | None],
        employers: dict[str, str],
    ) -> Iterator[Found]:
        """The roles in a sentence; `employers`: person -> institution."""
        for chain in chains:
            if chain.role:
                project = self._governed(words, sentence, chain)
                if project is not None:
                    role = self._shared(words, sentence, chain)
                    for item in chain.items:
                        yield project, item.key, role, chain.rule
        for i, clause in enumerate(sentence.clauses):
            own = [
                x for x in sentence.items if x.kind == "p" and _inside(x, clause.first, clause.last)
            ]
            for project in own:
                yield from self._acts(words, sentence, i, project, subjects, chains, employers)
            if not own and clause.kind == THAT:
                yield from self._relative(words, sentence, i, chains)

    def told(
        self, words: Words, sentence: Sentence, subjects: list[Chain | Item | None]
    ) -> Iterator[tuple[Item, str]]:
        """What an institution tells of a project: *El MTC informó que el puente…*."""
        for i, clause in enumerate(sentence.clauses[1:], start=1):
            before = sentence.clauses[i - 1]
            scope = sentence.scopes[i]
            if not scope.topic or scope.rule != "works.topic":
                continue
            colon = words.lower[clause.first] == ":" and before.verb < 0
            if (clause.kind == THAT and before.verb == clause.first - 1) or colon:
                actor = subjects[i - 1]
                if isinstance(actor, Chain) and len(actor.items) == 1:
                    yield scope.projects[0], actor.items[0].key

    # ------------------------------------------------------- by what governs it

    def _governed(self, words: Words, sentence: Sentence, chain: Chain) -> Item | None:
        """The project to which the cue before an institution belongs."""
        scope = sentence.scopes[sentence.clause_of(chain.cue)]
        before = [p for p in scope.projects if p.first < chain.cue or p.last <= chain.cue]
        if chain.rule == "works.participle" and scope.rule not in FROM_BEFORE:
            project = main_of(words, before) if before else None
            fits = project is not None and self._agrees(words, project, chain.cue)
            return project if fits else None
        if chain.rule == "works.own":
            return next((p for p in sentence.items if p.kind == "p" and p.last == chain.cue), None)
        if before:
            return main_of(words, before)
        return scope.projects[0] if scope.projects else None

    def _shared(self, words: Words, sentence: Sentence, chain: Chain) -> str:
        """*financiará, junto al Gobierno Regional, la obra*: the verb says what both do."""
        verb = sentence.clauses[sentence.clause_of(chain.cue)].verb
        if words.lower[chain.cue] in ("junto", "conjuntamente") and verb >= 0:
            found = self.verbs.at(words, verb)
            if found is not None and found.role == "funder":
                return "funder"
        return chain.role

    def _agrees(self, words: Words, project: Item, cue: int) -> bool:
        """Whether a participle can belong to the noun of the project, or of its part."""
        form = words.lower[cue]
        if form.endswith("s"):
            return not PLURALS.isdisjoint(words.lower[max(0, project.first - 5) : cue])
        gender = "f" if form.endswith("a") else "m"
        before = words.lower[max(0, project.first - 6) : project.first]
        part = any(self.parts.get(low) == gender for low in before)
        return part or project.gender in ("", gender)

    # ------------------------------------------------------------ by its verb

    def subjects(
        self,
        words: Words,
        sentence: Sentence,
        chains: list[Chain],
        before: Callable[[], Chain | Item | None],
    ) -> list[Chain | Item | None]:
        """For each clause who acts in it: institutions, else a person, else as before.

        `before()` acts in the sentence before, and in this one where it opens with its verb.
        """
        found: list[Chain | Item | None] = []
        for i, clause in enumerate(sentence.clauses):
            end = clause.verb if clause.verb >= 0 else clause.last + 1
            here: Chain | Item | None = next(
                (c for c in chains if c.free and clause.first <= c.first < end), None
            )
            if here is None:
                here = next(
                    (x for x in sentence.items if x.kind == "h" and clause.first <= x.first < end),
                    None,
                )
            if clause.kind == THAT and here is None:
                told = sentence.clauses[i - 1].verb if i else -1
                near = [c for c in chains if max(told, clause.first - 4) < c.last < clause.first]
                here = Chain(near[-1].items[-1:]) if near else None
            if here is None and i:
                if clause.kind == AND or self._goes_on(words, sentence, i):
                    here = found[i - 1]
                elif clause.kind == RESUME:
                    here = found[max(0, i - 2)]
            if here is None and not i and self.drops(words, clause):
                here = before()
            found.append(here)
        return found

    def drops(self, words: Words, clause: Clause) -> bool:
        """*Además, puso en marcha…*: the verb opens the sentence, and its subject is left out."""
        lead = words.lower[clause.first : clause.verb]
        if clause.verb < 0 or len(lead) > 4 or not CONNECTORS.issuperset(lead):
            return False
        verb = self.verbs.at(words, clause.verb)
        return verb is not None and verb.role in PARTS

    @staticmethod
    def _goes_on(words: Words, sentence: Sentence, i: int) -> bool:
        """*informó que lanzó…*: who informs acts, where no other subject stands before the verb."""
        clause = sentence.clauses[i]
        if clause.kind != THAT or sentence.clauses[i - 1].verb != clause.first - 1:
            return False
        return CLITICS.issuperset(words.lower[clause.first + 1 : clause.verb])

    def _acts(
        self,
        words: Words,
        sentence: Sentence,
        i: int,
        project: Item,
        subjects: list[Chain | Item | None],
        chains: list[Chain],
        employers: dict[str, str],
    ) -> Iterator[Found]:
        """The subject of the verb whose object the project is."""
        clause = sentence.clauses[i]
        start = max(clause.first, project.first - OBJECT)
        manner = _governor(words, project, clause.first)
        if manner in MANNERS:
            yield from _each(project, subjects[i], "lead", MANNERS[manner], employers)
            return
        counted = any(
            x.kind == "f"
            and x.label not in ("MONEY", "MEASURE")
            and start <= x.first < project.first
            for x in sentence.items
        )
        for k in range(project.first - 1, start - 1, -1):
            verb = self.verbs.at(words, k)
            if verb is None or verb.role not in ACTS:
                continue
            if verb.role == "lead" and (counted or manner == "adverbial"):
                return
            actor = self._actor(clause, k, project, chains) or subjects[i]
            if words.lower[k - 1 : k] == ["se"]:
                if clause.kind == THAT and isinstance(actor, Item) and verb.role == "lead":
                    yield from _each(project, actor, "lead", "works.announced", employers)
            elif actor is not None and (actor.first < project.first or k == clause.first):
                rule = "works.official" if isinstance(actor, Item) else "works.subject"
                role = verb.role
                if role == "grant":
                    paid = self._pays(words, sentence, k, project)
                    if not paid:
                        return
                    role = "funder"
                if role == "funder" and not SUPPORT.isdisjoint(words.lower[k + 1 : k + 4]):
                    role = "partner"
                yield from _each(project, actor, role, rule, employers)
                if role == "funder":
                    for chain in chains:
                        if chain.preposition == "a" and k < chain.first < project.first:
                            yield from _each(project, chain, "lead", "works.recipient", employers)
            return
        yield from self._agreed(words, clause, project, subjects[i])

    def _pays(self, words: Words, sentence: Sentence, verb: int, project: Item) -> bool:
        """Whether money or its noun stands between: *aprobó un préstamo para el plan*."""
        money = any(
            x.kind == "f" and x.label == "MONEY" and verb < x.first < project.first
            for x in sentence.items
        )
        return money or any(
            role == "funder"
            for low in words.lower[verb + 1 : project.first]
            for _, _, role in self.partners.nouns.get(low, ())
        )

    @staticmethod
    def _agreed(
        words: Words, clause: Clause, project: Item, actor: Chain | Item | None
    ) -> Iterator[Found]:
        """Whoever signs for a project carries it out, or, where it is a bank, pays for it."""
        if clause.verb < 0 or words.lower[clause.verb] not in AGREED:
            return
        if not isinstance(actor, Chain) or "para" not in words.lower[clause.verb : project.first]:
            return
        for item in actor.items:
            known = facts(item.span, "organizations").get("known_name")
            name = fold(known or item.span.text)
            role = "funder" if name.startswith(LENDERS) else "lead"
            yield project, item.key, role, "works.agreement"

    @staticmethod
    def _actor(clause: Clause, verb: int, project: Item, chains: list[Chain]) -> Chain | None:
        """A subject behind the verb (*lanza el Midis el plan*), or one that a second verb has
        for itself (*…, y el Plan Copesco culminará…*).
        """
        for chain in chains:
            if chain.free and verb < chain.first < min(project.first, verb + 5):
                return chain
        if verb == clause.first:  # "Participan en el proyecto … la Universidad y el Sernanp"
            for chain in chains:
                if chain.free and 0 < chain.first - project.last <= 4:
                    return chain
        if -1 < clause.verb < verb:
            own = [c for c in chains if c.free and clause.verb < c.first < verb]
            return own[-1] if own else None
        return None

    def _relative(
        self, words: Words, sentence: Sentence, i: int, chains: list[Chain]
    ) -> Iterator[Found]:
        """*que impulsa la OIM*, *que la OIM ejecuta*."""
        clause, scope = sentence.clauses[i], sentence.scopes[i]
        if not scope.projects or scope.rule != "works.relative" or clause.verb < 0:
            return
        verb = self.verbs.at(words, clause.verb)
        if verb is None or verb.role not in PARTS or words.lower[clause.verb - 1] == "se":
            return
        end = clause.verb + 1 + len(verb.rest)
        for chain in chains:
            after = chain.free and end <= chain.first <= end + 2
            ahead = chain.free and clause.first < chain.first < clause.verb
            if after or ahead:
                for item in chain.items:
                    yield scope.projects[-1], item.key, verb.role, "works.relative_subject"
                return


class Acting:
    """The institutions of one sentence, and who acts in it; read where somebody asks.

    Most sentences are about no project, and their figures are nobody's sums. `before()` acts
    in the sentence before.
    """

    def __init__(
        self,
        roles: ProjectRoles,
        words: Words,
        sentence: Sentence,
        named: list[Chain],
        before: Callable[[], Chain | Item | None],
    ) -> None:
        self.roles = roles
        self.words = words
        self.sentence = sentence
        self.before = before
        self.named = named

    @cached_property
    def chains(self) -> list[Chain]:
        """The institutions, with what governs them."""
        self.roles.govern(self.words, self.sentence, self.named)
        return self.named

    @cached_property
    def subjects(self) -> list[Chain | Item | None]:
        """Who acts in each clause."""
        return self.roles.subjects(self.words, self.sentence, self.chains, self.before)

    def may_be_institutions(self) -> bool:
        """Whether one is named, or the subject is left out, so that one may go on acting."""
        return bool(self.named) or self.roles.drops(self.words, self.sentence.clauses[0])


def _inside(item: Item, first: int, last: int) -> bool:
    return first <= item.first <= last


def _each(
    project: Item, actor: Chain | Item | None, role: str, rule: str, employers: dict[str, str]
) -> Iterator[Found]:
    if isinstance(actor, Chain):
        for item in actor.items:
            yield project, item.key, role, rule
    elif actor is not None and role == "lead" and actor.key in employers:
        yield project, employers[actor.key], role, rule


def _governor(words: Words, project: Item, first: int) -> str:
    """How the project hangs in its clause: `adverbial`, `through`, `possessive`, or as an
    object (empty).
    """
    window = words.lower[max(first, project.first - 6) : project.first]
    for k in range(len(window) - 1, -1, -1):
        low = window[k]
        if low in THROUGH:
            return "through"
        if low in ADVERBIAL:
            return "adverbial"
        if low in POSSESSIVES:
            return "possessive"
        if low in CHARGED and k < len(window) - 1 and window[k + 1] in ("de", "del"):
            return "charge"
        if low in (",", ";", ":"):
            break
    return ""
