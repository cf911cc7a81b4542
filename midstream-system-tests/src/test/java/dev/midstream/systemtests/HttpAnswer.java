package dev.midstream.systemtests;

/**
 * One answer as it came over the wire.
 *
 * @param status the status code
 * @param body the body as UTF-8
 * @param closing whether the server announced that it closes the connection
 */
record HttpAnswer(int status, String body, boolean closing) {}
