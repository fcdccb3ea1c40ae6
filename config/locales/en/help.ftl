### Buttons and short answers around guidance. What counts medically stands in guidance.ftl.

help-copy = Copy { $number }
help-calling = I am calling
help-cannot-call = I cannot call
help-someone-here = Someone is with me
help-other-country = I am in another country
help-need = I need help now
help-ok = I am OK
help-better = Better
help-same = The same
help-worse = Worse
help-tell = Tell { $name } now
help-tell-not = No
help-country-which = Which country are you in?
help-country-not-listed = Not listed
help-noted = Noted.
help-nobody-told = Nobody has been told.
help-nobody-told-kept = OK. Nobody has been told. The numbers above are there for you.
help-told = I am telling the team at { $name }. Do not wait for them.
help-told-already = I am telling the team at { $name } already.
help-too-old = This question is too old. Need help now? Send /help_now.
help-follow-up-noted = Thank you for telling me.
help-repeat-note = You may see this twice.
