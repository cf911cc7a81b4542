package carts;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Steers new connections to the second of two listeners on one port.
 *
 * <p>With SO_REUSEPORT alone the kernel spreads them over both, and those that wait in the old
 * listener's queue when it is closed are reset. A filter of one instruction sends all to the listener
 * that bound second; once the first is closed the filter's answer is out of range and the kernel
 * takes the one that is left.
 */
final class ReusePort {

    private static final int SOL_SOCKET = 1;
    private static final int SO_ATTACH_REUSEPORT_CBPF = 51;
    private static final short RETURN_CONSTANT = 0x06;

    private ReusePort() {}

    static void steerToSecond(int listener) {
        Linker linker = Linker.nativeLinker();
        MethodHandle setsockopt =
                linker.downcallHandle(
                        linker.defaultLookup().find("setsockopt").orElseThrow(),
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.ADDRESS,
                                ValueLayout.JAVA_INT));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment instruction = arena.allocate(8, 8);
            instruction.set(ValueLayout.JAVA_SHORT, 0, RETURN_CONSTANT);
            instruction.set(ValueLayout.JAVA_INT, 4, 1);
            MemorySegment program = arena.allocate(16, 8);
            program.set(ValueLayout.JAVA_SHORT, 0, (short) 1);
            program.set(ValueLayout.ADDRESS, 8, instruction);
            int result =
                    (int)
                            setsockopt.invokeExact(
                                    listener, SOL_SOCKET, SO_ATTACH_REUSEPORT_CBPF, program, 16);
            if (result != 0) {
                throw new IllegalStateException("the kernel takes no filter for SO_REUSEPORT");
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("setsockopt cannot be called", e);
        }
    }
}
