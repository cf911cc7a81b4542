package dev.midstream.runtime.generation;

public final class ModuleInstance {
    ModuleInstance() {}
}
