package dev.midstream.runtime.generation;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The objects of one generation that the host holds, so that they can be taken back when it is let
 * go. As many as the host keeps: one it has dropped is forgotten. Safe for all threads.
 */
final class LentObjects {

    private final Set<WeakReference<Lent>> lent = ConcurrentHashMap.newKeySet();
    private final ReferenceQueue<Lent> dropped = new ReferenceQueue<>();

    void add(Lent object) {
        for (Reference<? extends Lent> gone = dropped.poll(); gone != null; gone = dropped.poll()) {
            lent.remove(gone);
        }
        lent.add(new WeakReference<>(object, dropped));
    }

    void clear() {
        for (WeakReference<Lent> reference : lent) {
            Lent object = reference.get();
            if (object != null) {
                object.clear();
            }
        }
        lent.clear();
    }
}
