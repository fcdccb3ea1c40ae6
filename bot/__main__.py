"""`python -m bot` is the same program as `taperline`."""

from bot.cli import main

main()
