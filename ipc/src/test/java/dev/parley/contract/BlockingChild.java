package dev.parley.contract;

import dev.parley.testing.Await;
import dev.parley.testing.Background;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A JVM in which one thread waits in a contract's situation; says what happened and does what it is told. */
final class BlockingChild {
    private static final int OTHERS = 5;

    private BlockingChild() {}

    static void main(String contract, String kind) throws Exception {
        var test = (BlockingContract) instance(Class.forName(contract));
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (Situation situation = test.situation();
                Background<Object> waiter = BlockingContract.Kind.valueOf(kind).start(situation::call)) {
            waiter.awaitBlocked();
            System.out.println("waiting");
            for (String line = in.readLine(); !"unblock".equals(line); line = in.readLine()) {
                runOthers();
                System.out.println("others ran");
            }
            situation.unblock();
            waiter.result();
            System.out.println("done");
        }
    }

    static void main(String... args) throws Exception {
        main(args[0], args[1]);
    }

    private static void runOthers() throws Exception {
        List<Background<Thread>> others = new ArrayList<>();
        for (int i = 0; i < OTHERS; i++) {
            others.add(Background.virtual(Thread::currentThread));
        }
        for (Background<Thread> other : others) {
            Await.until("another virtual thread to run", other::isDone);
            other.close();
        }
    }

    /** Inner classes need an instance of the class around them. */
    private static Object instance(Class<?> type) throws ReflectiveOperationException {
        boolean inner = type.isMemberClass() && !Modifier.isStatic(type.getModifiers());
        Constructor<?> constructor =
                inner ? type.getDeclaredConstructor(type.getEnclosingClass()) : type.getDeclaredConstructor();
        constructor.setAccessible(true);
        return inner ? constructor.newInstance(instance(type.getEnclosingClass())) : constructor.newInstance();
    }
}
