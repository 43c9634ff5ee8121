package io.sockit.packetdrill.run;

import io.sockit.api.ControlMessages;
import io.sockit.api.ControlType;
import io.sockit.api.ErrnoException;
import io.sockit.api.Message;
import io.sockit.api.Process;
import io.sockit.inet.SockExtendedErr;
import io.sockit.packetdrill.script.Expr;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/// sendmsg and recvmsg, with their control messages.
final class MessageCalls {
    private final Process process;
    private final Descriptors descriptors;
    private final Names names;

    MessageCalls(Stage stage, Descriptors descriptors) {
        this.process = stage.process;
        this.descriptors = descriptors;
        this.names = new Names(stage);
    }

    void into(Map<String, Calls.SystemCall> calls) {
        calls.put("sendmsg", this::send);
        calls.put("recvmsg", this::receive);
    }

    private static Message message(Expr.Struct header) throws DrillFailure {
        for (Expr.Field field : header.fields()) {
            if ("msg_iov".equals(field.name())) {
                long count = Arguments.number(field.count());
                return Message.of(Arguments.buffers(field.value(), count));
            }
        }
        throw new DrillFailure(header + " (expected: msg_iov(n)=[…])");
    }

    private static List<Expr> control(Expr.Struct header) throws DrillFailure {
        Expr control = header.field("msg_control");
        return control == null ? List.of() : Arguments.items(control);
    }

    private Answer send(Arguments given) throws ErrnoException, DrillFailure {
        given.require(3, 3);
        Expr.Struct header = given.struct(1);
        Message message = message(header);
        int flags = given.integer(2);
        Connection connection = descriptors.connection(given.number(0));
        Expr name = header.field("msg_name");
        if (name != null && !DataCalls.ignoresNames(connection, flags)) {
            message.name(names.peer(name));
            names.begins(connection);
        }
        for (Expr each : control(header)) {
            put(message.control(), Arguments.struct(each));
        }
        return Answer.of(process.sendmsg(descriptors.live(given.number(0)), message, flags));
    }

    /// Adds a number of any level and type.
    private static void put(ControlMessages into, Expr.Struct item) throws DrillFailure {
        int level = (int) Arguments.field(item, "cmsg_level");
        int number = (int) Arguments.field(item, "cmsg_type");
        ControlType<Integer> type =
                new ControlType<>(level, number, level + "/" + number, Integer.class);
        into.putNumber(type, Arguments.field(item, "cmsg_data"));
    }

    private Answer receive(Arguments given) throws ErrnoException, DrillFailure {
        given.require(3, 3);
        Expr.Struct header = given.struct(1);
        Message message = message(header);
        List<Expr> expected = control(header);
        message.control().room(expected.size());
        long got = process.recvmsg(descriptors.live(given.number(0)), message, given.integer(2));
        return Answer.of(
                got,
                () -> {
                    long flags = Arguments.field(header, "msg_flags");
                    if (flags != message.flags()) {
                        throw new DrillFailure(
                                "msg_flags: 0x%x (expected: 0x%x)"
                                        .formatted(message.flags(), flags));
                    }
                    check(expected, message.control());
                });
    }

    private static void check(List<Expr> expected, ControlMessages got) throws DrillFailure {
        if (expected.size() != got.size()) {
            throw new DrillFailure("msg_control: %s (expected: %s)".formatted(got, expected));
        }
        for (int i = 0; i < got.size(); i++) {
            Expr.Struct item = Arguments.struct(expected.get(i));
            boolean same =
                    got.type(i).level() == Arguments.field(item, "cmsg_level")
                            && got.type(i).number() == Arguments.field(item, "cmsg_type")
                            && same(item.field("cmsg_data"), got.value(i));
            if (!same) {
                throw new DrillFailure("msg_control: %s (expected: %s)".formatted(got, item));
            }
        }
    }

    private static boolean same(@Nullable Expr expected, Object value) throws DrillFailure {
        return switch (value) {
            case Integer number -> Arguments.number(expected) == number;
            case Long number -> Arguments.number(expected) == number;
            case SockExtendedErr error when expected instanceof Expr.Struct struct ->
                    Arguments.field(struct, "ee_errno") == error.errno().linux()
                            && Arguments.field(struct, "ee_origin") == error.origin()
                            && Arguments.field(struct, "ee_type") == error.type()
                            && Arguments.field(struct, "ee_code") == error.code()
                            && Arguments.field(struct, "ee_info") == error.info();
            default -> throw new DrillFailure("cmsg_data: " + value + " is not served");
        };
    }
}
