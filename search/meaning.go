package search

import (
	"maps"
	"slices"
	"strings"

	"saksok"
	"saksok/index"
	"saksok/index/engine"
	"saksok/index/norwegian"
	"saksok/search/query"
)

// meaning is what a word of the query may say of a hit, beside occurring in it:
// "vedtatt" is every decision that was made, whatever its wording. A proposal is
// never among those.
type meaning struct {
	field  string
	values []string
	prefer HitType // the type of hit that the query is after
	past   bool    // what was done is asked for, not what is proposed
}

var (
	decided   = status(true, saksok.StatusAdopted, saksok.StatusRejected, saksok.StatusDeferred)
	deferred  = status(true, saksok.StatusDeferred)
	rejected  = status(true, saksok.StatusRejected)
	proposed  = status(false, saksok.StatusProposed)
	recommend = status(false, saksok.StatusRecommended, saksok.StatusProposed)
	people    = meaning{prefer: TypePerson}
	decisions = meaning{field: index.FieldType, values: []string{string(TypeDecision)}, prefer: TypeDecision}
	referred  = decisionType(saksok.TypeReferral)
	meetings  = meaning{field: index.FieldType, values: []string{string(TypeMeeting)}, prefer: TypeMeeting}
)

func status(past bool, list ...saksok.DecisionStatus) meaning {
	m := meaning{field: index.FieldStatus, prefer: TypeDecision, past: past}
	for _, s := range list {
		m.values = append(m.values, string(s))
	}
	return m
}

func decisionType(t saksok.DecisionType) meaning {
	return meaning{field: index.FieldDecisionType, values: []string{string(t)}, prefer: TypeDecision}
}

// groupMeanings are the meanings of the groups of the list of synonyms.
var groupMeanings = map[string]meaning{
	"vedtak": decided, "innstilling": recommend, "nynorsk-forslag": proposed, "utsatt": deferred, "avslag": rejected,
	"til-orientering": decisionType(saksok.TypeOrientation), "til-etterretning": decisionType(saksok.TypeAcknowledgement),
	"tilslutning": decisionType(saksok.TypeEndorsement),
}

// wordMeanings are those of words that are in no group, by stem.
var wordMeanings = stems(map[string]meaning{
	"møte": meetings, "møde": meetings, "meeting": meetings, "sammanträde": meetings,
	"vedtok": decided, "vedta": decided, "bestemt": decided, "beslut": decided, "besluttet": decided, "decision": decided, "decided": decided,
	"utsette": deferred, "udsat": deferred, "bordlagt": deferred, "deferred": deferred,
	"falt": rejected, "avvist": rejected, "defeated": rejected, "rejected": rejected,
	"ordfører": people, "ordførar": people, "varaordfører": people, "varaordførar": people, "leder": people, "leiar": people,
	"nestleder": people, "nestleiar": people, "saksbehandler": people, "møtesekretær": people, "mayor": people, "chair": people,
	"borgmester": people, "borgermester": people, "formand": people, "ordförande": people,
	"motion": decisions, "resolution": decisions, "oversendt": referred, "oversendes": referred, "oversending": referred,
	"proposal": proposed, "yrkande": proposed, "indstilling": recommend, "recommendation": recommend,
})

func stems(words map[string]meaning) map[string]meaning {
	out := map[string]meaning{}
	for _, w := range slices.Sorted(maps.Keys(words)) {
		out[norwegian.Stem(norwegian.Normalize(w))] = words[w]
	}
	return out
}

// statusBoost sets what became of a decision above its wording: a proposal that
// says "vedtar" three times is no decision.
const statusBoost = 3

// keywords are what the meaning finds.
func (m meaning) keywords() []keyed {
	out := make([]keyed, len(m.values))
	for i, v := range m.values {
		out[i] = keyed{engine.Keyword{Field: m.field, Value: v, Boost: statusBoost}, wayOfStatus + ":" + v, 0}
	}
	return out
}

// typeWorth sets the types of hit against each other: a case says more than one
// of the many cells of a table in it, unless the cell matches much better.
var typeWorth = map[HitType]float64{TypeItem: 1.5, TypeDecision: 1.2, TypeFigure: 0.7}

// askedWorth is how much more the type of hit is worth that answers a question.
var askedWorth = map[norwegian.Asked]map[HitType]float64{
	norwegian.AskedAmount:   {TypeFigure: 6},
	norwegian.AskedPerson:   {TypePerson: 3, TypeDecision: 1.2},
	norwegian.AskedDay:      {TypeMeeting: 3},
	norwegian.AskedDecision: {TypeDecision: 2},
	norwegian.AskedReason:   {TypeDecision: 1.2},
}

// preferredWorth is how much more a type is worth that a word of the query names.
const preferredWorth = 3

// What a decision counts by what became of it: more than its proposal in the same
// words, much more where what was decided is asked for, and less where proposals
// are.
var (
	statusWorth   = map[string]float64{string(saksok.StatusProposed): 0.6, string(saksok.StatusRecommended): 0.8}
	proposalWorth = map[string]float64{string(saksok.StatusAdopted): 0.6, string(saksok.StatusDeferred): 0.6}
	pastWorth     = map[string]float64{string(saksok.StatusProposed): 0.3, string(saksok.StatusRecommended): 0.6}
)

// priors weigh the hits by what they are.
func (p *planner) priors() []engine.Prior {
	status := statusWorth
	switch {
	case p.past:
		status = pastWorth
	case p.proposals:
		status = proposalWorth
	}
	return []engine.Prior{{Field: index.FieldType, Worth: p.worth()}, {Field: index.FieldStatus, Worth: status}}
}

// means takes in what a word of the query means.
func (p *planner) means(m meaning) {
	p.prefer = append(p.prefer, m.prefer)
	p.past = p.past || m.past
	p.proposals = p.proposals || m.field == index.FieldStatus && !m.past
}

// worth weighs the types of hit for this query.
func (p *planner) worth() map[string]float64 {
	out := map[string]float64{}
	for t, w := range typeWorth {
		out[string(t)] = w
	}
	times := func(t HitType, factor float64) {
		if out[string(t)] == 0 {
			out[string(t)] = 1
		}
		out[string(t)] *= factor
	}
	for _, a := range p.asks {
		for t, factor := range askedWorth[a] {
			times(t, factor)
		}
	}
	for _, t := range p.prefer {
		times(t, preferredWorth)
	}
	for _, n := range p.must {
		switch n.(type) {
		case query.Case:
			times(TypeItem, 2)
		case query.Day:
			times(TypeMeeting, 8)
			times(TypeDocument, 2)
		}
	}
	if slices.ContainsFunc(p.slots, func(s slot) bool { return query.Month(s.text) }) {
		times(TypeMeeting, 3)
	}
	if len(p.slots) > 0 && !slices.ContainsFunc(p.slots, func(s slot) bool { return !number(s.text) }) {
		times(TypeFigure, 3)
	}
	return out
}

// number reports whether a text is written in digits alone.
func number(text string) bool {
	return strings.ContainsAny(text, "0123456789") && strings.Trim(text, "0123456789 .,-") == ""
}

// decisionTypeNames are the names of the decision types in the query language.
var decisionTypeNames = typeNames(
	"approval godkjenning godkjent godkjend", "adoption vedtatt vedteke", "endorsement tilslutning", "orientation orientering",
	"acknowledgement etterretning", "recommendation anbefaling tilråding innstilling", "request anmodning oppmoding",
	"authorisation fullmakt", "appropriation bevilgning løyving", "rejection avslag", "deferral utsettelse utsatt utsetjing",
	"referral oversendelse oversending tilbakesending", "permit tillatelse løyve bevilling dispensasjon", "appointment ansettelse tilsetjing",
	"election valg val", "release_from_office fritak", "consultation_response høringsuttalelse høyringsfråsegn",
	"appeal_upheld medhold", "annulment opphevelse oppheving", "procedural prosedyre habilitet", "discussion drøfting",
)

// namedDecisionType is the decision type with the name, or the name itself.
func namedDecisionType(name string) string {
	name = strings.ToLower(name)
	if t := decisionTypeNames[name]; t != "" {
		return t
	}
	return name
}

func typeNames(lines ...string) map[string]string {
	out := map[string]string{}
	for _, line := range lines {
		words := strings.Fields(line)
		for _, w := range words {
			out[w] = words[0]
		}
	}
	return out
}
