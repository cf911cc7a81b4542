package dev.midstream.runtime.linkage;

import dev.midstream.runtime.finding.Severity;

/**
 * Why something does not link.
 *
 * @param code which kind
 * @param target what it is about
 * @param text what follows the place in a sentence
 * @param remedy what to do
 * @param ofApp whether what is wrong is a module's, so that it matters to a library too
 */
record Fault(LinkError code, String target, String text, String remedy, boolean ofApp) {

    /** This at a place. */
    Problem at(Problem.At at, Severity severity) {
        return new Problem(code, severity, at, target, at.text() + " " + text, remedy);
    }
}
