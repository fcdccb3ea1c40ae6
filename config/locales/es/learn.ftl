### /learn: páginas cortas sobre una medicina. En qué se basa cada una: config/learn. Nadie ha firmado aún estos textos.
### Nunca una dosis, nunca una velocidad, nunca un consejo de cambiar algo.

learn-title = ¿Sobre qué quieres leer?
learn-title-family = Para familia y amigos. ¿Sobre qué quieres leer?
learn-which = ¿Qué medicina?
learn-for-family = Para familia y amigos
learn-for-me = Para mí
learn-back = Más temas
learn-general = Esto es general. No te conoce. Tu plan va primero: pregunta a tu médico.
learn-happening = ¿Está pasando ahora? <b>Llama al { $emergency } ya.</b> Más números: /help_now
learn-sources = <i>De: { $sources }. Escrito: { $written }. Se revisa antes del { $review }.</i>
learn-unsigned = <i>Ningún médico ha firmado aún este texto.</i>
learn-signed = <i>Firmado: { $name }.</i>
learn-gone = Esta página ya no está. Envía /learn para verlas todas.

learn-baclofen-name = Baclofeno
learn-baclofen-what-title = Qué es
learn-baclofen-effects-title = Efectos secundarios
learn-baclofen-mixing-title = Qué no mezclar
learn-baclofen-allergy-title = Alergia
learn-baclofen-pregnancy-title = Embarazo y lactancia
learn-baclofen-driving-title = Manejar
learn-baclofen-overdose-title = Demasiado
learn-baclofen-withdrawal-title = Cuando la dosis baja
learn-baclofen-stopping-title = Por qué no dejarlo a solas
learn-baclofen-care-title = Tipos de atención

learn-baclofen-what = <b>Qué es el baclofeno</b>
    El baclofeno afloja los músculos duros. Ayuda con los espasmos.
    Lo toman personas con esclerosis múltiple o con un daño en la espalda.
    Una dosis hace efecto después de 1 hora más o menos.
    Viene en tabletas, en líquido o en granos. Algunas personas llevan una bomba bajo la piel.
    No todos los líquidos son igual de fuertes. ¿Frasco nuevo? Pregunta en la farmacia si es el mismo.

learn-baclofen-effects = <b>Efectos secundarios</b>
    Muchas personas tienen sueño, mareo, poca fuerza o cansancio.
    Algunas tienen dolor de cabeza, náuseas, nariz tapada o heces duras.
    Otras duermen mal, sudan, tienen picor o ronchas, suben de peso o se les hinchan los pies. La presión puede bajar.
    <b>Di a tu médico hoy mismo:</b> te cuesta orinar.
    <b>Pide ayuda ya:</b> te cuesta respirar. Una convulsión. Ver u oír cosas. Mucha confusión. Una alergia fuerte.
learn-baclofen-effects-family = <b>Efectos que puede tener</b>
    Muchas personas tienen sueño, mareo, poca fuerza o cansancio.
    Algunas tienen dolor de cabeza, náuseas, nariz tapada o heces duras.
    Otras duermen mal, sudan, tienen picor o ronchas, suben de peso o se les hinchan los pies. La presión puede bajar.
    <b>Llama hoy a su médico:</b> le cuesta orinar.
    <b>Pide ayuda ya:</b> le cuesta respirar. Una convulsión. Ver u oír cosas. Mucha confusión. Una alergia fuerte.

learn-baclofen-mixing = <b>Qué no mezclar</b>
    Esto da mucho más sueño y puede hacer lenta la respiración: alcohol, opioides, pastillas para dormir y otras como el diazepam. La persona se puede desmayar.
    Otras medicinas también piden cuidado: las viejas para el ánimo, el litio, las del Parkinson y las de la presión.
    Los riñones sacan el baclofeno del cuerpo. ¿Los tuyos van mal? Tu médico debe saberlo.
    Di también si has tenido epilepsia, un derrame, úlcera, diabetes, o problemas de la mente o los pulmones.
    Lleva a tu médico y a la farmacia una lista de todo lo que tomas.
learn-baclofen-mixing-family = <b>Qué no mezclar</b>
    Esto da mucho más sueño y puede hacer lenta la respiración: alcohol, opioides, pastillas para dormir y otras como el diazepam. La persona se puede desmayar.
    Otras medicinas también piden cuidado: las viejas para el ánimo, el litio, las del Parkinson y las de la presión.
    Los riñones sacan el baclofeno del cuerpo. ¿Los suyos van mal? Su médico debe saberlo.
    Su médico también debe saber si tuvo epilepsia, un derrame, úlcera, diabetes, o problemas de la mente o los pulmones.
    Ayuda a hacer una lista de todo lo que toma, para el médico y la farmacia.

learn-baclofen-allergy = <b>Alergia</b>
    <b>Señales:</b> se hinchan los labios, la boca, la lengua o la garganta. La garganta se cierra. Se respira rápido o con esfuerzo. La piel o los labios se ponen azules, grises o pálidos. La persona de pronto está confusa, con sueño o mareo, o se desmaya.
    <b>Haz esto:</b> usa el autoinyector si lo hay. Llama y di: anafilaxia.
    Acuéstate, piernas en alto. ¿Te cuesta respirar? Siéntate. No te pongas de pie.
    ¿No mejora en 5 minutos? Usa otro autoinyector.
    ¿El baclofeno te dio alergia antes? Dilo a cada médico que veas.

learn-baclofen-pregnancy = <b>Embarazo y lactancia</b>
    ¿Embarazo, o quieres uno? Llama a tu médico antes de cambiar nada. No lo dejes por tu cuenta.
    En el embarazo solo se usa si ayuda más de lo que arriesga. Eso lo ven tu médico y tú.
    El bebé puede tener señales en sus primeras horas o días: rigidez, temblor o una convulsión. Di en el parto lo que tomas.
    Pasa a la leche. El bebé puede tener señales cuando eso termina. Pregunta antes de empezar o dejar de dar el pecho.
learn-baclofen-pregnancy-family = <b>Embarazo y lactancia</b>
    ¿Embarazo, o quiere uno? Ayuda a llamar a su médico antes de cambiar nada. No debe dejarlo por su cuenta.
    En el embarazo solo se usa si ayuda más de lo que arriesga. Eso lo ve con su médico.
    El bebé puede tener señales en sus primeras horas o días: rigidez, temblor o una convulsión. En el parto deben saber qué toma.
    Pasa a la leche. El bebé puede tener señales cuando eso termina. Mejor preguntar antes de empezar o dejar de dar el pecho.

learn-baclofen-driving = <b>Manejar</b>
    No manejes ni uses máquinas hasta saber cómo te cae.
    En un estudio, hasta 63 de cada 100 personas tuvieron sueño.
    El alcohol lo pone mucho peor.
    ¿Sueño, mareo o ves mal? No manejes. Pregunta a tu médico.
learn-baclofen-driving-family = <b>Manejar</b>
    No debe manejar ni usar máquinas hasta saber cómo le cae.
    En un estudio, hasta 63 de cada 100 personas tuvieron sueño.
    El alcohol lo pone mucho peor.
    ¿Sueño, mareo o ve mal? No debe manejar. Maneja tú.

learn-baclofen-overdose = <b>Demasiado baclofeno</b>
    <b>Señales:</b> mucho sueño, no despierta. Respira lento o débil. Músculos flojos. Vómito. Una convulsión. Confusión o mucha agitación. Ve cosas. El pulso va lento, rápido o irregular.
    El alcohol y las pastillas para dormir lo ponen peor. También los riñones débiles. No hay antídoto: la ayuda debe llegar rápido.
    <b>Haz esto:</b> llama. No te hagas vomitar. Guarda las cajas. Pregunta antes de tomar algo más.
    Después pueden venir señales de abstinencia. Quédate donde alguien te cuide.
    ¿Se te pasó una dosis? Nunca tomes dos juntas. Mira tu plan o pregunta a tu médico.
learn-baclofen-overdose-family = <b>Puede haber tomado demasiado</b>
    <b>Señales:</b> mucho sueño, no despierta. Respira lento o débil. Músculos flojos. Vómito. Una convulsión. Confusión. Ve cosas.
    <b>Haz esto:</b> llama primero. Quédate. Pon a la persona de lado.
    Si puede haber opioides, da naloxona.
    No la hagas vomitar. Guarda las cajas para quien venga.
    No la dejes dormir a solas para que se le pase.

learn-baclofen-withdrawal = <b>Cuando la dosis baja</b>
    Las señales pueden empezar horas después de la última dosis, o hasta 2 días después. Suelen ser más fuertes en los primeros 3 días. Pueden durar semanas. El ánimo bajo o la angustia pueden durar meses.
    <b>Más leves:</b> angustia, mal sueño, sudor, náuseas, dolor de cabeza, un poco de temblor, picor sin ronchas, algo más de rigidez. Dímelo en tu registro.
    <b>Llama hoy a tu médico:</b> espasmos mucho peores, pulso rápido, mucha inquietud, sacudidas o cambios de ánimo.
    <b>Pide ayuda ya:</b> una convulsión. Ver u oír cosas. Mucha confusión. Fiebre. Todo el cuerpo rígido. Orina oscura. Cuesta despertar.
    Lo fuerte que es depende de muchas cosas: cuánto y por cuánto tiempo lo tomaste, qué tan rápido baja, tus riñones y tu salud. Con una bomba puede ser peor.
    Se puede tratar. En un grupo de 23 personas, las señales se fueron en 3 días con atención.
learn-baclofen-withdrawal-family = <b>Lo que puedes ver</b>
    <b>Más leves:</b> angustia, mal sueño, sudor, náuseas, un poco de temblor, más rigidez. Puede pasar. Pregunta cómo está.
    <b>Llama hoy a su médico:</b> espasmos mucho peores, mucha inquietud, sacudidas, cambios de ánimo.
    <b>Pide ayuda ya:</b> una convulsión. Ver u oír cosas. Mucha confusión. Fiebre. Todo el cuerpo rígido. Cuesta despertar.
    <b>En una convulsión:</b> quédate. Mira el reloj. Aparta lo duro. Pon algo blando bajo la cabeza. Pon a la persona de lado. No la sujetes. No metas nada en su boca.

learn-baclofen-stopping = <b>Por qué no dejarlo a solas</b>
    Dejarlo de golpe puede ser peligroso. Puede traer convulsiones, fiebre alta, ver cosas y músculos muy rígidos. En casos raros, la muerte.
    Le puede pasar a cualquiera. No quiere decir que hiciste algo mal. Tu cuerpo se acostumbró.
    Por eso la dosis baja en pasos lentos. Ninguna ficha da una velocidad para todos. Tu médico la fija para ti.
    Saltar dosis es como dejarlo. ¿Se acabó o no lo retienes? Llama hoy a tu médico o a la farmacia.
    ¿Efectos duros? Llama antes de cambiar nada.
    <b>Una bomba:</b> ¿suena la alarma o faltó una recarga? Llama ya a tu médico. ¿Señales de abstinencia? Ve ya a un hospital.
learn-baclofen-stopping-family = <b>Por qué no debe dejarlo a solas</b>
    Dejarlo de golpe puede ser peligroso. Puede traer convulsiones, fiebre alta, ver cosas y músculos muy rígidos.
    El cuerpo se acostumbró. No es falta de voluntad.
    Los pasos los da el médico. Por favor, no los hagas ir más rápido ni más lento.
    ¿Se le acabó o vomita sus dosis? Ayuda a llamar hoy al médico o a la farmacia.
    Pregunta qué necesita. No escondas ni guardes sus pastillas si no te lo pide.

learn-baclofen-care = <b>Tipos de atención</b>
    <b>Desintoxicación:</b> te cuidan mientras la dosis baja.
    <b>Con estancia:</b> te quedas día y noche.
    <b>Con visitas:</b> vives en casa y vas a citas.
    <b>Grupos:</b> personas que pasan por lo mismo hablan entre sí.
    Ninguno es el mejor para todos. Las fichas piden una cosa: pasos lentos con un médico.
    <b>Qué preguntar:</b> ¿Quién fija mis pasos? ¿A quién llamo de noche? ¿Y si me siento mal? ¿Quién sabe de mis otros males y pastillas? ¿Qué viene después? ¿Cuánto cuesta? ¿Puede venir mi familia?
learn-baclofen-care-family = <b>Tipos de atención</b>
    <b>Desintoxicación:</b> cuidan a la persona mientras la dosis baja.
    <b>Con estancia:</b> se queda día y noche.
    <b>Con visitas:</b> vive en casa y va a citas.
    <b>Grupos:</b> también hay grupos para la familia.
    <b>Qué preguntar:</b> ¿Cómo puedo ayudar? ¿A quién llamo de noche? ¿En qué me fijo? ¿Qué me pueden contar? ¿Quién me ayuda a mí?
