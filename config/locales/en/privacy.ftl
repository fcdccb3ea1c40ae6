### /privacy, /export, /delete. Facts: FACTS section 7.

privacy-title = <b>Privacy at { $programme }</b>
privacy-what-supporter = <b>What is kept.</b> The name that you were invited by. Your language and country. What you write here, for 7 days. What you may know of the person you support, and until when.
privacy-what = <b>What is kept.</b> Your name and phone number, as the clinic gave them. Your language, country, time zone and plan. Your answers, check-ins and reports. What you agreed to, and who did what and when. I do not ask for your phone's contacts. A place you share becomes a time zone and is not kept.
privacy-who = <b>Who reads it.</b> Your care team at { $programme }, as far as you agreed: /consent. They read this { $hours }. The people who run this program's computer hold its key. Nobody else. There are no ads. No outside service gets your words.
privacy-who-supporter = <b>Who reads it.</b> The person you support sees your name. The team at { $programme } sees that there is a supporter, not who. Nobody there reads what you write here. The people who run this program's computer hold its key. Nobody else. There are no ads. No outside service gets your words.
privacy-telegram = <b>Telegram.</b> Your messages pass through Telegram and stay in your chat there. Chats with bots are not end-to-end encrypted. Telegram has its own rules for this.
privacy-how-long = <b>How long.</b> Raw messages are erased here after 7 days. The rest stays while you take part. If you leave, it is deleted after { $days } days, or at once with /delete. What is private is stored encrypted, and the key is kept apart.
# 42 CFR Part 2 (FACTS section 7, R:P1-P3): the English line is quoted from the rule and is not translated alone.
privacy-part2 = <b>US rule.</b> If a program gets federal help for treating substance use, 42 CFR part 2 protects these records. They go to others only if you agree in writing, or if the law allows it. They may not be used against you in court without your consent or a court order.
privacy-part2-line = 42 CFR part 2 prohibits unauthorized use or disclosure of these records.
privacy-yours = <b>What you can do.</b> /export – a copy of your data. /consent – change what you agreed to. /delete – delete your data.
privacy-yours-supporter = <b>What you can do.</b> /export – a copy of your data. /delete – stop, and delete your data.
privacy-contact = Questions, or something went wrong with your data? Ask { $programme }. It must tell you if your data was seen by somebody who should not.
privacy-contact-phone = Questions, or something went wrong with your data? Call { $programme }: <b>{ $phone }</b>. It must tell you if your data was seen by somebody who should not.
privacy-stranger = You have not joined. I keep no data about you, only what you write here, for 7 days.
    Need help now? Send /help_now.
privacy-staff = This is for patients. Please ask an admin about your own data.

export-caption = Your data. The JSON file holds everything. The CSV files open in a spreadsheet. Keep them in a safe place.
export-pass-on = Do you give them to somebody? This line belongs to them: { $line }

delete-what = <b>Delete your data?</b> Gone for good: your name, phone, plan, answers, check-ins, the words of your reports, and your messages here. Reminders stop.
delete-what-supporter = <b>Delete your data?</b> Gone for good: your name, language, country, and your messages here. You do not support anybody here then. The person you support is told that you are not here any more.
delete-kept = <b>What stays.</b> The law may ask { $programme } to keep some facts: That you took part. What you agreed to. That there were alerts. Who did what and when. Its own records are not mine to delete. Copies in backups go when the backups go.
delete-alert = <b>An alert about you is open.</b> It stays, with your name and phone number, until the team closes it. Then they are deleted too.
delete-go-on = Delete
delete-keep = Keep everything
delete-copy = A copy first
delete-only-leave = Only stop the messages
delete-really = Are you sure? This cannot be undone.
delete-sure = Yes, delete everything
delete-kept-all = Nothing was deleted.
delete-done-short = Deleted.
delete-done = <b>Your data was deleted.</b> To clear this chat on your phone too, use "Delete chat" in Telegram.
delete-done-alert = The open alert stays until the team closes it.
delete-done-help = Need help now or later? Send /help_now. It works without joining.
