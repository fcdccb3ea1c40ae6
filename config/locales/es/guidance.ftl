### Lo primero que lee una persona cuando lo que dijo puede ser grave. Redacción propia (PD), para que la firme un clínico;
### la fuente, el estado y quién revisó cada texto están en config/guidance.yaml. Nadie ha revisado estos textos aún.

## Piezas

guidance-or = { $first } o { $second }
guidance-and = { $first } y { $second }
guidance-hours = ({ $hours })
guidance-call-now = <b>Llama ya al { $emergency }.</b>
guidance-say = Di: «{ $words }»
guidance-own = Esto puede ser una emergencia cuando se baja una medicina.
guidance-alone = ¿Estás a solas? Primero llama y luego abre la puerta. Quédate con alguien de confianza. No conduzcas.
guidance-door = ¿Estás a solas? Primero llama y luego abre la puerta.
guidance-ask-first = Pregunta a quienes te atiendan antes de tomar más medicina.
guidance-nobody-reads = Soy un programa. Ninguna persona lee este chat ahora.
guidance-lowering = Estoy bajando mi medicina.
guidance-lowering-drug = Estoy bajando { $drug }.
guidance-lowering-alcohol = Estoy bebiendo menos alcohol.
guidance-drug-baclofen = baclofeno

## Qué decir por teléfono, según lo que pasó

guidance-words-seizure = Tuve una convulsión.
guidance-words-unconscious = Me desmayé.
guidance-words-breathing = No puedo respirar bien.
guidance-words-overdose = Tomé demasiado.
guidance-words-stroke = Puede ser un derrame cerebral.
guidance-words-chest = Me duele el pecho o el corazón.
guidance-words-fever-rigidity = Tengo fiebre o los músculos rígidos.
guidance-words-pump = Tengo una bomba de medicina. Algo va mal.
guidance-words-pump-baclofen = Tengo una bomba de baclofeno. Puede ser abstinencia de baclofeno.
guidance-words-confusion = Tengo mucha confusión.
guidance-words-hallucination = Veo u oigo cosas.
guidance-words-mental-state = Mi mente no está bien. Me siento fuera de control.
guidance-words-stopped-or-ran-out = Dejé de tomarla de golpe.
guidance-words-vomiting-doses = No retengo nada.
guidance-words-mixing = Tomé cosas que no se deben mezclar.
guidance-words-unsafe-at-home = En mi casa corro peligro.
guidance-words-heart-racing = Tengo el corazón muy acelerado.
guidance-words-pregnancy = Estoy en embarazo.
guidance-words-spasm = Tengo los músculos muy rígidos.
guidance-words-agitation = Siento mucha inquietud.
guidance-words-no-sleep = No puedo dormir nada.
guidance-words-return-to-use = Consumí después de una pausa.
guidance-words-other-urgent = Me siento muy mal.
guidance-words-mild = Me siento mal.
guidance-words-unclear = Necesito ayuda ya.

## Emergencia, con sus propias palabras

guidance-allergy = <b>Usa ya el autoinyector si hay uno. Llama al { $emergency }. Di: anafilaxia.</b>
guidance-allergy-then = Acuéstate con las piernas en alto. ¿Cuesta respirar? Siéntate. No te pongas de pie.
    ¿No mejora en 5 minutos? Usa otro inyector.
guidance-overdose = No te hagas vomitar. Guarda los envases. Pregunta antes de tomar nada más.
guidance-poison = { $poison } también puede ayudar.
guidance-poison-line = { $name }, { $number },
guidance-mixing = No te duermas a solas para que se pase. Si puede haber opioides, usa naloxona si tienes.
guidance-someone = ¿No despierta o respira lento? Si puede haber opioides, dale naloxona.
    Ponle de lado. Quédate ahí.
guidance-someone-again = ¿Sigue sin respirar bien a los 2 o 3 minutos? Dale naloxona otra vez.
guidance-someone-stay = Di lo que ves. Quédate ahí.
guidance-someone-overdose = No le hagas vomitar. Guarda los envases.
guidance-seizure-seen = Quédate ahí. Mira cuánto dura. Aparta las cosas duras.
    Pon algo blando bajo la cabeza. Afloja la ropa del cuello.
    Ponle de lado. No le sujetes. No pongas nada en su boca.
    Nada de comida ni bebida hasta que despierte del todo.
guidance-pump = Ve a un hospital ahora. No esperes a la clínica de la bomba.
guidance-unsafe = Mereces estar a salvo. Ve a un lugar con otras personas, si puedes.

## Crisis: ideas de suicidio

guidance-thanks = Gracias por contármelo. Suena muy difícil.
guidance-thanks-someone = Gracias por contármelo. Qué bueno que estás ahí.
guidance-crisis-call = <b>Llama ya al { $line }.</b>
guidance-crisis-call-text = <b>Llama o escribe ya al { $line }.</b>
guidance-crisis-choose = { $number } y oprime { $press }
guidance-always = Están ahí de día y de noche.
guidance-crisis-hurt = ¿Te hiciste daño o estás a punto? <b>Llama al { $emergency }.</b>
guidance-crisis-hurt-someone = ¿Se hizo daño o está a punto? <b>Llama al { $emergency }.</b>
guidance-crisis-too = También puedes llamar al { $line }.
guidance-crisis-too-text = También puedes llamar o escribir al { $line }.
guidance-crisis-means = Aléjate de las pastillas y de lo que pueda hacerte daño. Quédate con alguien de confianza.
guidance-crisis-means-someone = Aparta las pastillas y lo que pueda hacerle daño. No le dejes a solas.
guidance-crisis-talk = Una persona te va a escuchar. Puedes decir mucho o poco.
guidance-crisis-later = Te preguntaré cómo estás en 30 minutos.
guidance-crisis-later-someone = Te preguntaré cómo está en 30 minutos.
guidance-crisis-more = Otras formas de hablar:

## Duda: puede haber peligro, no está claro

guidance-check = Suena difícil. ¿Hay peligro? <b>Llama al { $emergency }.</b>
guidance-check-again = No sé nada de ti. ¿Hay peligro? <b>Llama al { $emergency }.</b>
guidance-check-understand = Quiero entenderte bien.
guidance-check-talk = Para hablar: llama al { $line }.
guidance-check-talk-text = Para hablar: llama o escribe al { $line }.
guidance-check-ask = ¿Necesitas ayuda ahora mismo?
guidance-check-ask-someone = ¿Necesita ayuda ahora mismo?

## Urgente: el mismo día

guidance-urgent-clinician = <b>Llama hoy a { $name }: { $phone }.</b>
guidance-urgent-clinician-until = <b>Llama hoy a { $name }: { $phone } (hasta las { $time }).</b>
guidance-urgent-doctor = <b>Llama hoy a tu médico o a una farmacia.</b>
guidance-urgent-today = Un profesional de salud debe saber esto hoy.
guidance-urgent-closed = ¿Cerrado? Llama a una farmacia o a un médico de guardia.
guidance-urgent-closed-line = ¿Cerrado? Llama al { $line }.
guidance-urgent-next-dose = Pregunta qué hacer con tu próxima dosis.
guidance-urgent-worse = Si tienes { $flags }, <b>llama al { $emergency }</b>.
guidance-urgent-worse-someone = Si tiene { $flags }, <b>llama al { $emergency }</b>.
guidance-urgent-sudden = No esperes. Parar de golpe puede ser peligroso.
guidance-urgent-vomiting = Las dosis que no se retienen pueden ser como parar de golpe.
guidance-urgent-extra-dose = ¿Tomaste más de lo previsto? Pregunta antes de la próxima dosis. No tomes nada extra.
guidance-urgent-poison = ¿Tragaste demasiado? { $poison } puede ayudar ahora mismo.
guidance-urgent-pregnancy = Habla primero con tu médico, antes de cambiar nada.
guidance-urgent-alcohol = Parar de golpe puede ser peligroso. Pide consejo médico antes de parar.
guidance-urgent-opioids = Tu tolerancia puede ser más baja ahora. Ten naloxona cerca. Trata de no estar a solas.
guidance-urgent-unsafe = Mereces estar a salvo. ¿Hay peligro ahora? <b>Llama al { $emergency }.</b>
guidance-flags-taper = una convulsión, fiebre alta o si ves cosas
guidance-flags-any = una convulsión, problemas para respirar o dolor de pecho
guidance-own-line = { $label }: { $number }

## Seguimiento: se guarda para el clínico

guidance-watch-saved = Gracias. Lo guardé para { $clinician }.
guidance-watch-kept = Gracias. Lo guardé en tu propio registro.
guidance-watch-stranger = Gracias por contármelo.
guidance-watch-taper = Esto puede pasar cuando se baja una dosis.
guidance-watch-worse = Dime enseguida si tienes { $flags }.

## Preguntar cómo va

guidance-follow-up = ¿Cómo estás ahora? ¿Hay peligro? <b>Llama al { $emergency }.</b>
guidance-follow-up-someone = ¿Cómo está esa persona ahora? ¿Hay peligro? <b>Llama al { $emergency }.</b>
guidance-follow-up-better = Me alegra saberlo. ¿Peor otra vez? <b>Llama al { $emergency }.</b>
guidance-follow-up-same = <b>Llama al { $emergency } si aún no llamaste.</b>
    No nos esperes. Quédate con alguien de confianza.

## Voz, fotos, stickers

guidance-unheard = No puedo oír ni ver esto. ¿Hay peligro? <b>Llama al { $emergency }.</b>
guidance-unheard-place = No puedo enviar a nadie a ese lugar. ¿Hay peligro? <b>Llama al { $emergency }. Di dónde estás.</b>
guidance-unheard-type = O escribe qué pasa.

## Ayuda ya

guidance-now-emergency = <b>¿Hay peligro? Llama ya al { $emergency }.</b>
guidance-now-crisis = <b>Ideas de suicidio, o una crisis</b>
guidance-now-poison = <b>Solo si alguien tragó algo</b>
guidance-now-drugs = <b>Alcohol y otras drogas</b>
guidance-now-advice = <b>Consejo médico cuando tu clínica está cerrada</b>
guidance-now-programme = <b>{ $name }</b>
guidance-now-not-emergency = No es para emergencias.
guidance-line = { $name }: { $how }
guidance-line-text = envía { $word } al { $number }
guidance-line-text-only = escribe al { $number }
guidance-line-call-text = llama o escribe al { $number }
guidance-line-always = de día y de noche
guidance-line-unsure = puede no funcionar en todas partes

## No puedo llamar, hay alguien, otro país

guidance-cannot-call = <b>Pide a quien esté cerca que llame al { $emergency }.</b>
    Ve con un vecino o golpea una pared. Abre tu puerta.
guidance-cannot-call-text = Aquí puedes escribir:
guidance-cannot-call-none = No conozco aquí una línea a la que se pueda escribir.
guidance-calling = Bien. Sigue en la llamada con el { $emergency }. Haz lo que te digan.
guidance-someone-here = Bien. Pídele que llame al { $emergency } y que se quede contigo.
guidance-fine = Gracias. ¿Peligro más tarde? <b>Llama al { $emergency }.</b> ¿Me necesitas? Envía /help_now.
