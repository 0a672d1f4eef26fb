"""Where releases are looked for: one folder for each kind of provider, all behind the words of `protocol`.

A provider is asked for one film or one episode and answers Found, Nothing or Failed; it never raises for what the
other side does. Which of them are there, and where they live, is the operator's business: none is named here.
"""
