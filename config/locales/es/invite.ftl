### El personal invita a pacientes y a colegas.

invite-whom = ¿A quién quieres invitar?
invite-patient = A un paciente
invite-case-manager = A un gestor de casos
invite-admin = A una persona de administración
invite-again = Enlace nuevo: { $name } ({ $case })
invite-name = ¿Cómo se llama el paciente? Escríbelo como debe leerlo el equipo.
invite-name-bad = Escribe un nombre de 60 letras como máximo.
invite-phone = ¿El teléfono del paciente? El equipo llama ahí cuando hay una alerta.
invite-phone-bad = No puedo leer ese número. Escríbelo como 555-0142.
invite-no-phone = Sin teléfono
invite-made = Invitación para { $name }, caso { $case }. Reenvía el mensaje que sigue, o deja que apunte la cámara de su teléfono a la imagen. Los enlaces anteriores de este paciente ya no funcionan.
invite-staff-made = Invitación para: { $role }. Reenvía el mensaje que sigue. Quien lo abra primero tendrá este papel.
invite-picture = Tu enlace al asistente de recordatorios de { $programme }:
    { $link }

    Funciona una vez, para una persona, hasta el { $day }, a las { $time }.
invite-copy = Copiar el enlace
invite-joined = Este paciente ya abrió un enlace. No hace falta otro.
invite-not-you = Solo el personal puede invitar.
