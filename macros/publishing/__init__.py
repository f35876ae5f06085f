"""From a build to a published folder: what accounts for it, and the switch that cannot half-happen.

Knows files and folders, nothing of the plan nor of the engine.
"""
