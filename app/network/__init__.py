"""The only room that opens sockets: whoever needs one is given it from here, and each request is logged."""
