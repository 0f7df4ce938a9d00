"""The parametric body: model, rig, motion, camera, draw list. Pure numbers, no Qt, nothing else of ours.

Lengths are in body heights H, angles in degrees, unless a name says otherwise. World: x forward, y to the
figure's left, z up. Screen: x right, y down.
"""
