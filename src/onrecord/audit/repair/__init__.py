"""Error localisation: the fewest figures to change so that all relations between them hold (Fellegi and Holt, 1976).

    for answer in repairs(figures, relations):
        for repair in answer.repairs:   # all that are equally small
            ...

Figures are intervals, relations linear. What hangs together is solved together: small cases by trying every set of
figures, exactly; others as a mixed-integer program (HiGHS), each of whose answers is proved exactly. An answer that
was cut short says what it did not enumerate.
"""

from __future__ import annotations

from onrecord.audit.repair.network import Sets
from onrecord.audit.repair.records import Answer, Change, Figure, Limits, Relation, Repair
from onrecord.audit.repair.solve import repairs

__all__ = ["Answer", "Change", "Figure", "Limits", "Relation", "Repair", "Sets", "repairs"]
