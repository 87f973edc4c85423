"""The planner: who teaches which part, in which room and, where staff left the time open, when.

Pure: what goes in is an `Instance`, what comes out is a `Plan` with what is proven about it. No database, no Flask;
the solver is loaded at the first question that needs it.

Words: a *part* is taught by one lead and as many assistants as its ratio asks for; with all of them it is *staffed*.
Parts have no clock of their own: whoever has a part of a session is *engaged* for the whole session, with its set-up
and clearing. A *sitting* is a session at one of its times. Hard rules are never broken (`checking`); goals stand in an
order that staff choose (`goals`), and a later one never worsens an earlier one.
"""
