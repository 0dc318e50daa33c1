"""What all stand-ins share: HTTP on loopback, a clock that tests set, faults, and the control interface."""
