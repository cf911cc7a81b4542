/**
 * The HTTP/1.1 door: accepts connections, finds each request's route in the current generation,
 * pins that generation while the request is worked on, and answers.
 *
 * <p>In: bytes from clients, and a {@link dev.midstream.runtime.generation.Gate}. Out: answers, in
 * the order of the requests of a connection.
 *
 * <p>Invariant: a request's generation is entered once, when the request is complete, or its head
 * if its route streams the body, and exited once, by the same event loop, when the last of its
 * answer is encoded or its work has ended, whichever is later. Between requests nothing here refers
 * to a generation.
 *
 * <p>Does not: know modules or upgrades; serve TLS, HTTP/2 or files.
 */
@NullMarked
package dev.midstream.netty;

import org.jspecify.annotations.NullMarked;
