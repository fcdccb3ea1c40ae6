### Supply: what is at home by the person's own count, and when to get more.

command-supply = What you have left

supply-title = <b>What you have left</b>
supply-how = Count again when you get more. A dose with no answer counts as taken here.
supply-not-counted = { $medicine }: not counted yet
supply-enough = { $medicine }: enough for now
supply-lasts = { $medicine }: enough until { $day }. The dose at { $time } that day is not there any more.
supply-ask = How many { $item } do you have now? Type a number, like 24 or 12.5.
supply-ask-again = Please type a number, like 24 or 12.5.
supply-item = { $unit }
supply-item-of = { $unit } of { $strength }
supply-cannot = I cannot count this one. Ask your pharmacist how long it lasts.
button-supply-count = Count now
button-supply-count-one = Count: { $medicine }
button-supply-more = I have more
# Source: FACTS 1.1: liquids of one medicine differ 5-fold in strength.
supply-label = First look at the bottle. Does the label say { $amount } in { $volume }?
button-supply-same = Yes, the same
supply-label-other = Do not take any of this bottle before you have asked.{ $contact }
# Source: PRODUCT "A slot's day", refill reminder.
supply-soon = Time for a refill. By your count it lasts until { $day }.
supply-gone = By your count the { $time } dose is not there any more. Do you have more?
supply-gone-call = I have no answer. Is there none left? Call now.{ $contact }
task-other-strength = the label of the bottle says another strength: call
