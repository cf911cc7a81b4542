package dev.midstream.benchmarks.contract;

/** What a host asks a layered app: the answer names the version of every module it came through. */
public interface Front {

    /** The answer to a question. */
    String answer(int question);
}
