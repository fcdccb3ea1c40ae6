"""caseload: who is who: programme, people, roles, invites, consent, tasks. Not here: what is ordered or reported."""
