package index

import (
	"strings"

	"saksok"
)

// roleWords are the words a person is found by for the role, bokmål and nynorsk.
var roleWords = map[saksok.PersonRole]string{
	saksok.RoleProposer: "forslagsstiller forslagsstillar", saksok.RoleMember: "medlem",
	saksok.RoleChair: "leder leiar møteleder", saksok.RoleDeputyChair: "nestleder nestleiar", saksok.RoleSubstitute: "varamedlem vararepresentant",
	saksok.RoleAbsent: "forfall", saksok.RoleObserver: "observatør", saksok.RoleSecretary: "møtesekretær referent",
	saksok.RoleStaff: "administrasjon", saksok.RoleCaseOfficer: "saksbehandler sakshandsamar",
}

// councils are the bodies whose chair is the mayor (ordfører).
var councils = []string{"kommunestyre", "formannskap", "bystyre", "heradsstyre", "herredsstyre"}

// asRole is what a person is searched for as, beside the name: "leder ordfører".
func asRole(role saksok.PersonRole, body string) string {
	words := roleWords[role]
	for _, c := range councils {
		if !strings.Contains(strings.ToLower(body), c) {
			continue
		}
		switch role {
		case saksok.RoleChair:
			return words + " ordfører ordførar"
		case saksok.RoleDeputyChair:
			return words + " varaordfører varaordførar"
		}
	}
	return words
}
