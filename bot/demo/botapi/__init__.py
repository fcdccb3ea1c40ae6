"""botapi: a Bot API server of our own, for the demo and for every test that talks HTTP.

It keeps the people's phones too, and refuses what the real server refuses, with its words. Start at server.py.
"""
