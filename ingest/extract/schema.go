package extract

import (
	"encoding/json"
	"fmt"
	"reflect"

	"github.com/invopop/jsonschema"

	"saksok"
)

// Schema is the JSON Schema (draft 2020-12) of an extraction. It is made from
// the Go types, so it cannot drift from what is printed.
func Schema() ([]byte, error) {
	r := jsonschema.Reflector{
		AllowAdditionalProperties: true, // fields may be added without a new version
		Mapper:                    closedList,
	}
	s := r.Reflect(&saksok.Extraction{})
	s.ID = "https://saksok.example/schema/extraction/1"
	s.Title = saksok.SchemaName
	s.Description = "Everything that was read from one PDF, each fact with its place. Pages count from 1; boxes are x0, y0, x1, y1 in points, origin top left; money is an integer of minor units."
	b, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("making the schema: %w", err)
	}
	return append(b, '\n'), nil
}

// closedList gives the types with a closed list of values their enum, and dates
// their form.
func closedList(t reflect.Type) *jsonschema.Schema {
	if t == reflect.TypeFor[saksok.Date]() {
		return &jsonschema.Schema{Type: "string", Pattern: `^(\d{4}-\d{2}-\d{2})?$`}
	}
	if values := lists[t]; values != nil {
		return &jsonschema.Schema{Type: "string", Enum: values}
	}
	return nil
}

func list[T ~string](values ...T) []any {
	out := make([]any, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return out
}

var lists = map[reflect.Type][]any{
	reflect.TypeFor[saksok.DocumentKind](): list(saksok.KindNotice, saksok.KindAgenda, saksok.KindCasePaper, saksok.KindPack,
		saksok.KindMinutes, saksok.KindSlidePack, saksok.KindBudget, saksok.KindAccounts, saksok.KindElectionRecord,
		saksok.KindAttachment, saksok.KindOther),
	reflect.TypeFor[saksok.ItemKind](): list(saksok.ItemApproval, saksok.ItemOrientation, saksok.ItemDiscussion, saksok.ItemEndorsement,
		saksok.ItemDecision, saksok.ItemDelegated, saksok.ItemQuestion, saksok.ItemAnyOtherBusiness, saksok.ItemOther),
	reflect.TypeFor[saksok.Evidence](): list(saksok.EvidenceAgenda, saksok.EvidenceHeading, saksok.EvidenceHeader),
	reflect.TypeFor[saksok.DecisionStatus](): list(saksok.StatusProposed, saksok.StatusRecommended, saksok.StatusAdopted,
		saksok.StatusRejected, saksok.StatusDeferred, saksok.StatusWithdrawn, saksok.StatusUnlabelled),
	reflect.TypeFor[saksok.DecisionType](): list(saksok.TypeApproval, saksok.TypeAdoption, saksok.TypeEndorsement, saksok.TypeOrientation,
		saksok.TypeAcknowledgement, saksok.TypeRecommendation, saksok.TypeRequest, saksok.TypeAuthorisation, saksok.TypeAppropriation,
		saksok.TypeRejection, saksok.TypeDeferral, saksok.TypeReferral, saksok.TypePermit, saksok.TypeAppointment, saksok.TypeElection,
		saksok.TypeReleaseFromOffice, saksok.TypeConsultationResponse, saksok.TypeAppealUpheld, saksok.TypeAppealDismissed,
		saksok.TypeAnnulment, saksok.TypeProcedural, saksok.TypeDiscussion, saksok.TypeNoDecision, saksok.TypeOther),
	reflect.TypeFor[saksok.VoteOutcome](): list(saksok.VoteUnanimous, saksok.VoteMajority, saksok.VoteCasting,
		saksok.VoteWrittenProcedure, saksok.VoteAcclamation, saksok.VoteNotStated),
	reflect.TypeFor[saksok.CheckStatus](): list(saksok.CheckVerified, saksok.CheckRounding, saksok.CheckMismatch, saksok.CheckUnchecked),
	reflect.TypeFor[saksok.Reread]():      list(saksok.RereadSame, saksok.RereadDiffers, saksok.RereadUnread),
	reflect.TypeFor[saksok.Bound]():       list(saksok.BoundNone, saksok.BoundApprox, saksok.BoundOver, saksok.BoundUnder),
	reflect.TypeFor[saksok.PersonRole](): list(saksok.RolePresenter, saksok.RoleChair, saksok.RoleDeputyChair, saksok.RoleMember,
		saksok.RoleSubstitute, saksok.RoleAbsent, saksok.RoleObserver, saksok.RoleSecretary, saksok.RoleStaff,
		saksok.RoleCaseOfficer, saksok.RoleProposer),
	reflect.TypeFor[saksok.ProblemCode](): list(saksok.ProblemTextlessPage, saksok.ProblemGarbledPage, saksok.ProblemOCRPage, saksok.ProblemPageFailed,
		saksok.ProblemTextLimit, saksok.ProblemFallback, saksok.ProblemEngine, saksok.ProblemUnitUnknown, saksok.ProblemItemNoBody,
		saksok.ProblemCellUnplaced, saksok.ProblemTableMismatch, saksok.ProblemTablePicture, saksok.ProblemEncrypted,
		saksok.ProblemDamaged, saksok.ProblemNotPDF, saksok.ProblemTooLarge, saksok.ProblemTimeout, saksok.ProblemNoText),
}
