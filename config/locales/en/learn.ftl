### /learn: short cards about a medicine. What each card stands on: config/learn. Nobody has signed these texts yet.
### Never a dose, never a speed, never advice to change anything.

learn-title = What do you want to read about?
learn-title-family = For family and friends. What do you want to read about?
learn-which = Which medicine?
learn-for-family = For family and friends
learn-for-me = For me
learn-back = More topics
learn-general = This is general. It does not know you. Your own plan comes first: ask your clinician.
learn-happening = Is this happening now? <b>Call { $emergency } now.</b> More numbers: /help_now
learn-sources = <i>From: { $sources }. Written { $written }. To be checked again by { $review }.</i>
learn-unsigned = <i>No clinician has signed this text yet.</i>
learn-signed = <i>Signed: { $name }.</i>
learn-gone = This page is not here any more. Send /learn to see all pages.

learn-baclofen-name = Baclofen
learn-baclofen-what-title = What it is
learn-baclofen-effects-title = Side effects
learn-baclofen-mixing-title = What not to mix
learn-baclofen-allergy-title = Allergy
learn-baclofen-pregnancy-title = Pregnancy and nursing
learn-baclofen-driving-title = Driving
learn-baclofen-overdose-title = Too much
learn-baclofen-withdrawal-title = When a dose comes down
learn-baclofen-stopping-title = Why not stop alone
learn-baclofen-care-title = Kinds of care

# FACTS 1.1: R:S0,B1,B9; forms R:B2,B5,B7. "Ask" PD.
learn-baclofen-what = <b>What baclofen is</b>
    Baclofen makes stiff muscles loose. It helps with spasms.
    It is used for people with multiple sclerosis or a hurt spine.
    A dose starts to work after about 1 hour.
    It comes as tablets, a liquid, or small grains. Some people have a pump under the skin.
    Liquids are not all the same strength. A new bottle? Ask the pharmacist if it is the same.

# FACTS 1.1 and 1.3, side effects: R:S0,B1. What to do: PD.
learn-baclofen-effects = <b>Side effects</b>
    Many feel sleepy, dizzy, weak or tired.
    Some have a headache, a sick stomach, a stuffy nose or hard stools.
    Some sleep badly, sweat, itch, get a rash, gain weight or get thick ankles. Blood pressure may be low.
    <b>Tell your clinician today:</b> it is hard to pass water.
    <b>Call for help at once:</b> trouble breathing. A seizure. Seeing or hearing things. Very confused. A bad allergy.
learn-baclofen-effects-family = <b>Side effects they may have</b>
    Many feel sleepy, dizzy, weak or tired.
    Some have a headache, a sick stomach, a stuffy nose or hard stools.
    Some sleep badly, sweat, itch, get a rash, gain weight or get thick ankles. Blood pressure may be low.
    <b>Call their clinician today:</b> it is hard for them to pass water.
    <b>Call for help at once:</b> trouble breathing. A seizure. Seeing or hearing things. Very confused. A bad allergy.

# FACTS 1.1, interactions and cautions: R:B1,B11c,B11,B10,S0; collapse M. "Tell" PD.
learn-baclofen-mixing = <b>What not to mix</b>
    These make you much more sleepy and can slow your breathing: alcohol, opioids, sleeping pills, and pills like diazepam. People can pass out.
    Some other pills also need care: lithium, and older pills for low mood. Pills for Parkinson's or for blood pressure too.
    Your kidneys clear baclofen. Weak kidneys? Your clinician must know.
    Do you have epilepsy or diabetes? Have you had a stroke or a stomach ulcer? Or a hard time with your mind or lungs? Tell them that too.
    Show your clinician and pharmacist a list of all you take.
learn-baclofen-mixing-family = <b>What not to mix</b>
    These make them much more sleepy and can slow their breathing: alcohol, opioids, sleeping pills, and pills like diazepam. People can pass out.
    Some other pills also need care: lithium, and older pills for low mood. Pills for Parkinson's or for blood pressure too.
    Their kidneys clear baclofen. Weak kidneys? Their clinician must know.
    Do they have epilepsy or diabetes? Have they had a stroke or a stomach ulcer? Or a hard time with their mind or lungs? Their clinician must know.
    Help them keep a list of all they take, for the clinician and the pharmacist.

# FACTS 2.9: R:T22,T23; 1.1: R:S0,B1.
learn-baclofen-allergy = <b>Allergy</b>
    <b>Signs:</b> lips, mouth, tongue or throat swell up. The throat feels tight. Breathing is fast or hard. Skin or lips turn blue, grey or pale. All at once the person is confused, drowsy or dizzy, or faints.
    <b>Do:</b> use the auto-injector if there is one. Call, and say: anaphylaxis.
    Lie flat, legs up. Hard to breathe? Sit up. Do not stand.
    No better after 5 minutes? Use a second injector.
    Did baclofen ever give you an allergy? Tell every clinician you see.

# FACTS 1.1: R:B1,B27; "never self-taper" R:B1 and PD.
learn-baclofen-pregnancy = <b>Pregnancy and nursing</b>
    Pregnant, or want to be? Call your clinician before anything changes. Do not stop by yourself.
    It is used in pregnancy only if the good is greater than the risk. Your clinician and you look at this together.
    A newborn can have withdrawal signs in the first hours or days: stiff, shaky, or a seizure. Tell the birth team what you take.
    It gets into breast milk. A baby can have signs when that ends. Ask before you start or stop nursing.
learn-baclofen-pregnancy-family = <b>Pregnancy and nursing</b>
    Pregnant, or want to be? Help them call their clinician first. Nothing should change before that. They must not stop by themselves.
    It is used in pregnancy only if the good is greater than the risk. They look at this with their clinician.
    A newborn can have withdrawal signs in the first hours or days: stiff, shaky, or a seizure. The birth team must know what they take.
    It gets into breast milk. A baby can have signs when that ends. They should ask before they start or stop nursing.

# FACTS 1.1: R:B1 (up to 63 % in one trial).
learn-baclofen-driving = <b>Driving</b>
    Do not drive or use machines until you know how it acts on you.
    In one trial up to 63 of 100 people felt sleepy.
    Alcohol makes it much worse.
    Sleepy, dizzy or not seeing well? Do not drive. Ask your clinician.
learn-baclofen-driving-family = <b>Driving</b>
    They should not drive or use machines until they know how it acts on them.
    In one trial up to 63 of 100 people felt sleepy.
    Alcohol makes it much worse.
    Sleepy, dizzy or not seeing well? Then they must not drive. Offer to take the wheel.

# FACTS 1.4: R:B4,B13,B14; kidneys R:B1,B11,B14; withdrawal after it R:B37. What to do: FACTS 2.0 (PD).
learn-baclofen-overdose = <b>Too much baclofen</b>
    <b>Signs:</b> very sleepy, cannot be woken. Weak or slow breath. Floppy muscles. Throwing up. A seizure. Confused or very upset. Seeing things. A slow, fast or uneven pulse.
    Alcohol and sleeping pills make it worse. So do weak kidneys. There is no antidote, so help must come fast.
    <b>Do:</b> call. Do not make yourself throw up. Keep the packets. Ask before you take anything more.
    Later, withdrawal signs may come. Stay where people can watch over you.
    Missed a dose? Never take two together. Your plan says what to do, or ask your clinician.
learn-baclofen-overdose-family = <b>They may have taken too much</b>
    <b>Signs:</b> very sleepy, cannot be woken. Weak or slow breath. Floppy muscles. Throwing up. A seizure. Confused. Seeing things.
    <b>Do:</b> call first. Stay. Lay them on their side.
    If opioids are possible, give naloxone.
    Do not make them throw up. Keep the packets for the people who come.
    Do not let them sleep it off alone.

# FACTS 1.3: course R:S0; lists R:B1,B5,B7,B18,B19,B23,S0; better with care R:B19. Seizure aid R:T1,T2c. What to do: PD.
learn-baclofen-withdrawal = <b>When a dose comes down</b>
    Signs can start hours after the last dose, or up to 2 days later. They are often strongest within 3 days. They can last weeks. Low mood or worry can last months.
    <b>Milder:</b> worry, bad sleep, sweating, a sick stomach, a headache. A little shaking, an itch with no rash, a bit more stiffness. Tell me in your check-in.
    <b>Call your clinician today:</b> spasms get much worse, a fast pulse, very restless, jerks, mood swings.
    <b>Call for help at once:</b> a seizure. Seeing or hearing things. Very confused. Fever. Stiff all over. Dark urine. Hard to wake.
    How strong it is depends on many things: how long and how much you took, how fast it comes down, your kidneys, and your health. With a pump it can be worse.
    There is good care for it. In one review of 23 people, the signs went away within 3 days of care.
learn-baclofen-withdrawal-family = <b>What you may see</b>
    <b>Milder:</b> worry, bad sleep, sweating, a sick stomach. A little shaking, more stiffness. This can happen. Ask how they are.
    <b>Call their clinician today:</b> spasms get much worse, very restless, jerks, mood swings.
    <b>Call for help at once:</b> a seizure. Seeing or hearing things. Very confused. Fever. Stiff all over. Hard to wake.
    <b>In a seizure:</b> stay. Time it. Move hard things away. Put something soft under the head. Turn them on their side. Do not hold them down. Put nothing in the mouth.

# FACTS 1.2: R:B1,B5,B9; missing is stopping R:B20,T11; pump R:B7,B8. Whom to call: PD.
learn-baclofen-stopping = <b>Why not stop alone</b>
    A sudden stop can be dangerous. It can bring seizures, high fever, seeing things, and very stiff muscles. Rarely, people die.
    This can happen to anyone. It does not mean you did something wrong. Your body got used to it.
    So the dose comes down in slow steps. No label names one speed for all. Your clinician sets it for you.
    Missed doses act like a stop. Ran out, or cannot keep it down? Call your clinician or a pharmacist today.
    Hard side effects? Call before you change anything.
    <b>A pump:</b> an alarm or a missed refill? Call your doctor at once. Signs of withdrawal? Go to a hospital at once.
learn-baclofen-stopping-family = <b>Why they must not stop alone</b>
    A sudden stop can be dangerous. It can bring seizures, high fever, seeing things, and very stiff muscles.
    The body got used to it. That is not a weak will.
    The steps come from the clinician. Please do not speed them up or slow them down.
    Did they run out, or throw up their doses? Help them call today: their clinician or a pharmacist.
    Ask what they need. Do not hide or hold their pills unless they ask you to.

# Kinds of care: our own words (PD) after S0. "Labels ask for slow steps": R:B1.
learn-baclofen-care = <b>Kinds of care</b>
    <b>Detox:</b> staff watch over you while a dose comes down.
    <b>Inpatient:</b> you stay day and night.
    <b>Outpatient:</b> you live at home and come in for visits.
    <b>Groups:</b> people in the same place meet and talk.
    No kind is best for all. Labels ask for one thing: slow steps with a clinician.
    <b>What to ask:</b> Who sets my steps? Who do I call at night? What if I feel bad? Who knows about my other illnesses and pills? What comes after? What does it cost? May my family come?
learn-baclofen-care-family = <b>Kinds of care</b>
    <b>Detox:</b> staff watch over them while a dose comes down.
    <b>Inpatient:</b> they stay day and night.
    <b>Outpatient:</b> they live at home and come in for visits.
    <b>Groups:</b> there are groups for family too.
    <b>What to ask:</b> How can I help? Who do I call at night? What should I look out for? What may you tell me? Who helps me?
