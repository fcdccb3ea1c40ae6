### What a person reads first when something they said may be serious. Our own wording (PD) for a clinician to sign;
### source, status and reviewer of each text stand in config/guidance.yaml, and a text without a source stops the start.
### Lists of signs and steps: see the source keys there. Nobody reviewed these texts yet.

## Pieces

guidance-or = { $first } or { $second }
guidance-and = { $first } and { $second }
guidance-hours = ({ $hours })
guidance-call-now = <b>Call { $emergency } now.</b>
guidance-say = Say: “{ $words }”
guidance-own = This can be an emergency when a dose comes down.
guidance-alone = Alone? Call first, then unlock the door. Stay with someone you trust. Do not drive.
guidance-door = Alone? Call first, then unlock the door.
guidance-ask-first = Ask the people you call before you take any more medicine.
guidance-nobody-reads = I am a program. No person reads this chat now.
guidance-lowering = I am lowering my medicine.
guidance-lowering-drug = I am lowering { $drug }.
guidance-lowering-alcohol = I am drinking less alcohol.
guidance-drug-baclofen = baclofen

## What to say on the phone, by what was reported

guidance-words-seizure = I had a seizure.
guidance-words-unconscious = I passed out.
guidance-words-breathing = I cannot breathe well.
guidance-words-overdose = I took too much.
guidance-words-stroke = This may be a stroke.
guidance-words-chest = My chest or heart hurts.
guidance-words-fever-rigidity = I have a fever or stiff muscles.
guidance-words-pump = I have a medicine pump. Something is wrong.
guidance-words-pump-baclofen = I have a baclofen pump. This may be baclofen withdrawal.
guidance-words-confusion = I am very confused.
guidance-words-hallucination = I am seeing or hearing things.
guidance-words-mental-state = My mind is not right. I feel out of control.
guidance-words-stopped-or-ran-out = I stopped suddenly.
guidance-words-vomiting-doses = I cannot keep anything down.
guidance-words-mixing = I took things that do not mix.
guidance-words-unsafe-at-home = I am not safe at home.
guidance-words-heart-racing = My heart is racing.
guidance-words-pregnancy = I am pregnant.
guidance-words-spasm = My muscles are very stiff.
guidance-words-agitation = I am very restless.
guidance-words-no-sleep = I cannot sleep at all.
guidance-words-return-to-use = I used after a break.
guidance-words-other-urgent = I feel very ill.
guidance-words-mild = I feel unwell.
guidance-words-unclear = I need help now.

## Emergency, in words of its own

guidance-allergy = <b>Use the auto-injector now if there is one. Call { $emergency }. Say: anaphylaxis.</b>
guidance-allergy-then = Lie flat, legs up. Hard to breathe? Sit up. Do not stand.
    No better after 5 minutes? Use a second injector.
guidance-overdose = Do not make yourself vomit. Keep the packets. Ask before you take anything more.
guidance-poison = { $poison } can help too.
guidance-poison-line = { $name }, { $number },
guidance-mixing = Do not sleep it off alone. If opioids are possible, use naloxone if you have it.
guidance-someone = Cannot be woken, or slow breathing? If opioids are possible, give naloxone.
    Lay them on their side. Stay with them.
guidance-someone-again = Still not breathing well after 2 to 3 minutes? Give naloxone again.
guidance-someone-stay = Say what you see. Stay with them.
guidance-someone-overdose = Do not make them vomit. Keep the packets.
guidance-seizure-seen = Stay with them. Time it. Move hard things away.
    Put something soft under the head. Loosen clothes at the neck.
    Turn them on their side. Do not hold them down. Put nothing in the mouth.
    No food or drink until they are fully awake.
guidance-pump = Go to a hospital now. Do not wait for the pump clinic.
guidance-unsafe = You deserve to be safe. Go to a place where other people are, if you can.

## Crisis: thoughts of suicide

guidance-thanks = Thank you for telling me. That sounds very hard.
guidance-thanks-someone = Thank you for telling me. It is good that you are there for them.
guidance-crisis-call = <b>Call { $line } now.</b>
guidance-crisis-call-text = <b>Call or text { $line } now.</b>
guidance-crisis-choose = { $number } and press { $press }
guidance-always = They are there day and night.
guidance-crisis-hurt = Hurt yourself, or about to? <b>Call { $emergency }.</b>
guidance-crisis-hurt-someone = Are they hurt, or about to hurt themselves? <b>Call { $emergency }.</b>
guidance-crisis-too = You can also call { $line }.
guidance-crisis-too-text = You can also call or text { $line }.
guidance-crisis-means = Move away from pills and anything that could hurt you. Stay with someone you trust.
guidance-crisis-means-someone = Move pills and anything that could hurt them away. Do not leave them alone.
guidance-crisis-talk = A person will listen. You can say as much or as little as you like.
guidance-crisis-later = I will ask how you are in 30 minutes.
guidance-crisis-later-someone = I will ask how they are in 30 minutes.
guidance-crisis-more = Other ways to talk:

## Check: it may be danger, it is not clear

guidance-check = That sounds hard. In danger? <b>Call { $emergency }.</b>
guidance-check-again = I have not heard from you. In danger? <b>Call { $emergency }.</b>
guidance-check-understand = I want to be sure I understand you.
guidance-check-talk = To talk: call { $line }.
guidance-check-talk-text = To talk: call or text { $line }.
guidance-check-ask = Do you need help right now?
guidance-check-ask-someone = Do they need help right now?

## Urgent: the same day

guidance-urgent-clinician = <b>Call { $name } today: { $phone }.</b>
guidance-urgent-clinician-until = <b>Call { $name } today: { $phone } (until { $time }).</b>
guidance-urgent-doctor = <b>Call your doctor or a pharmacist today.</b>
guidance-urgent-today = A health professional should hear about this today.
guidance-urgent-closed = Closed? Call a pharmacist or an out-of-hours doctor.
guidance-urgent-closed-line = Closed? Call { $line }.
guidance-urgent-next-dose = Ask what to do about your next dose.
guidance-urgent-worse = If you get { $flags }, <b>call { $emergency }</b>.
guidance-urgent-worse-someone = If they get { $flags }, <b>call { $emergency }</b>.
guidance-urgent-sudden = Do not wait. Stopping suddenly can be dangerous.
guidance-urgent-vomiting = Doses that do not stay down can act like a sudden stop.
guidance-urgent-extra-dose = Took more than planned? Ask before the next dose. Take nothing extra.
guidance-urgent-poison = Swallowed too much? { $poison } can help right now.
guidance-urgent-pregnancy = Talk to your clinician first, before any change.
guidance-urgent-alcohol = Stopping suddenly can be dangerous. Get medical advice before you stop.
guidance-urgent-opioids = Your tolerance may be lower now. Keep naloxone near. Try not to be alone.
guidance-urgent-unsafe = You deserve to be safe. In danger now? <b>Call { $emergency }.</b>
guidance-flags-taper = a seizure, a high fever, or start to see things
guidance-flags-any = a seizure, trouble breathing, or chest pain
guidance-own-line = { $label }: { $number }

## Watch: kept for the clinician

guidance-watch-saved = Thank you. I saved this for { $clinician }.
guidance-watch-kept = Thank you. I saved this in your own record.
guidance-watch-stranger = Thank you for telling me.
guidance-watch-taper = This can happen when a dose comes down.
guidance-watch-worse = Tell me at once if you get { $flags }.

## Asking how it is now

guidance-follow-up = How are you now? In danger? <b>Call { $emergency }.</b>
guidance-follow-up-someone = How are they now? In danger? <b>Call { $emergency }.</b>
guidance-follow-up-better = Good to know. Worse again? <b>Call { $emergency }.</b>
guidance-follow-up-same = <b>Call { $emergency } if you have not yet.</b>
    Do not wait for us. Stay with someone you trust.

## Voice, pictures, stickers

guidance-unheard = I cannot hear or see this. In danger? <b>Call { $emergency }.</b>
guidance-unheard-place = I cannot send anyone to this place. In danger? <b>Call { $emergency }. Say where you are.</b>
guidance-unheard-type = Or type what is wrong.

## Help now

guidance-now-emergency = <b>In danger? Call { $emergency } now.</b>
guidance-now-crisis = <b>Thoughts of suicide, or a crisis</b>
guidance-now-poison = <b>Only if something was swallowed</b>
guidance-now-drugs = <b>Alcohol and other drugs</b>
guidance-now-advice = <b>Medical advice when your clinic is closed</b>
guidance-now-programme = <b>{ $name }</b>
guidance-now-not-emergency = Not for emergencies.
guidance-line = { $name }: { $how }
guidance-line-text = text { $word } to { $number }
guidance-line-text-only = text { $number }
guidance-line-call-text = call or text { $number }
guidance-line-always = day and night
guidance-line-unsure = may not work everywhere

## Cannot call, someone is here, another country

guidance-cannot-call = <b>Ask anyone near you to call { $emergency }.</b>
    Go to a neighbor, or knock on a wall. Unlock your door.
guidance-cannot-call-text = These take messages:
guidance-cannot-call-none = I know no line here that takes messages for this.
guidance-calling = Good. Stay on the line with { $emergency }. Do what they say.
guidance-someone-here = Good. Ask them to call { $emergency } and to stay with you.
guidance-fine = Thank you. Danger later? <b>Call { $emergency }.</b> Need me? Send /help_now.
