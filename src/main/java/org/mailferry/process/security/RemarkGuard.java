package org.mailferry.process.security;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.impl.cfg.CommandChecker;
import org.camunda.bpm.engine.impl.cmd.AddCommentCmd;
import org.camunda.bpm.engine.impl.cmd.CreateAttachmentCmd;
import org.camunda.bpm.engine.impl.cmd.DeleteAttachmentCmd;
import org.camunda.bpm.engine.impl.cmd.SaveAttachmentCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.impl.persistence.entity.AttachmentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;

/**
 * Comments and attachments are written only by those who may work on the task. The engine checks nothing there, so that an
 * auditor could write into the evidence. Runs inside the command's context, where the engine's own checks can be asked.
 */
final class RemarkGuard extends CommandInterceptor {
    private static final List<Class<?>> UNCHECKED =
        List.of(AddCommentCmd.class, CreateAttachmentCmd.class, DeleteAttachmentCmd.class, SaveAttachmentCmd.class);

    @Override public <T> T execute(Command<T> command) {
        if (UNCHECKED.stream().anyMatch(type -> type.isInstance(command))) {
            check(command, Context.getCommandContext());
        }
        return next.execute(command);
    }

    private static void check(Object command, CommandContext context) {
        Optional<AttachmentEntity> attachment = field(command, "attachment", AttachmentEntity.class)
            .or(() -> field(command, "attachmentId", String.class).map(id -> context.getDbEntityManager().selectById(AttachmentEntity.class, id)));
        Optional<TaskEntity> task = attachment.map(AttachmentEntity::getTaskId).or(() -> field(command, "taskId", String.class))
            .map(context.getTaskManager()::findTaskById);
        Optional<String> instance = attachment.map(AttachmentEntity::getProcessInstanceId)
            .or(() -> field(command, "processInstanceId", String.class))
            .filter(id -> task.isEmpty() || !id.equals(task.get().getProcessInstanceId()));
        for (CommandChecker checker : context.getProcessEngineConfiguration().getCommandCheckers()) {
            task.ifPresent(checker::checkTaskWork);
            instance.ifPresent(checker::checkUpdateProcessInstanceById);
        }
    }

    private static <F> Optional<F> field(Object command, String name, Class<F> type) {
        return Arrays.stream(command.getClass().getDeclaredFields()).filter(field -> field.getName().equals(name)).findFirst()
            .map(field -> read(field, command)).map(type::cast);
    }

    private static Object read(Field field, Object command) {
        try {
            field.setAccessible(true);
            return field.get(command);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("The field was made accessible", e);
        }
    }
}
