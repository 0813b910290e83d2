package dev.parley.cli.tour;

import dev.parley.queue.Select;
import dev.parley.queue.SysvQueue;
import java.io.IOException;
import java.nio.file.Path;

/** A System V message queue whose key comes from {@code ftok("progfile", 65)} on both sides. */
final class QueueConversation implements Conversation {
    private static final int TYPE = 1;
    private static final String TEXT = "text=";

    @Override
    public String name() {
        return "System V message queue";
    }

    @Override
    public void hold(Partner partner, Place place, Minutes minutes) throws IOException {
        Path file = place.file("progfile");
        try (var queue = SysvQueue.create(Place.key(file))) {
            try {
                hold(partner, file, queue, minutes);
            } finally {
                queue.remove();
            }
        }
    }

    private static void hold(Partner partner, Path file, SysvQueue queue, Minutes minutes) throws IOException {
        queue.send(TYPE, "Hello, Message Queue!");
        try (var receiver = partner.start("sysv_queue_receive", file, Place.PROJECT, TYPE)) {
            receiver.line("ready");
            String received = receiver.line("received ");
            String heard = received.substring(received.indexOf(TEXT) + TEXT.length());
            minutes.toldThem(receiver, "Hello, Message Queue!", heard, "type " + TYPE);
            receiver.finish();
        }
        try (var sender = partner.start("sysv_queue_send", file, Place.PROJECT, TYPE, "Hello, Post Office!")) {
            var message = queue.receive(Select.type(TYPE), PATIENCE);
            String remark = "type " + message.type() + ", " + message.size() + " bytes";
            minutes.toldUs(sender, "Hello, Post Office!", message.cString(), remark);
            sender.finish();
        }
    }
}
