"""Where those who look after a server's serials set them up, see the proof, and steer them."""
