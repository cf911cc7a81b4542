package dev.midstream.runtime.linkage;

import java.util.List;

/**
 * A method's code.
 *
 * @param method its name and descriptor
 * @param references what it refers to, each thing once
 * @param switches its switches that are meant to know every case
 */
record Body(String method, List<Reference> references, List<KnownCases> switches) {

    static final String CLASS_INITIALIZER = "<clinit>()V";
}
