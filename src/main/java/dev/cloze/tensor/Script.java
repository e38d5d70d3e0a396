package dev.cloze.tensor;

import ai.djl.engine.EngineException;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import com.google.common.base.Splitter;
import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import com.google.common.collect.Iterables;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The kernels: one TorchScript module, whose text is written by the classes of this package and
 * compiled by the engine when the first kernel is called.
 *
 * <p>The engine's own way to call a method switches gradients off, so the call goes to its native
 * entry by reflection, here and nowhere else.
 */
final class Script {
  private static final String NAME = "Cloze";
  private static final MethodHandle RUN;
  private static final MethodHandle WRAP;
  private static final Supplier<PtSymbolBlock> MODULE = Suppliers.memoize(Script::load);

  static {
    try {
      Class<?> library = Class.forName("ai.djl.pytorch.jni.PyTorchLibrary");
      Field instance = library.getDeclaredField("LIB");
      instance.setAccessible(true);
      Method run =
          library.getDeclaredMethod(
              "moduleRunMethod",
              long.class,
              String.class,
              long[].class,
              boolean.class,
              boolean.class);
      run.setAccessible(true);
      RUN = MethodHandles.lookup().unreflect(run).bindTo(instance.get(null));
      Constructor<IValue> wrap = IValue.class.getDeclaredConstructor(long.class);
      wrap.setAccessible(true);
      WRAP = MethodHandles.lookup().unreflectConstructor(wrap);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private Script() {}

  /** Runs a kernel that returns one tensor; the result belongs to the open scope. */
  static Tensor call(String kernel, Object... arguments) {
    Scope.current();
    return Tensor.inScope(callForArray(kernel, arguments));
  }

  /** Runs a kernel that returns one tensor, for a caller who closes it. */
  static PtNDArray callForArray(String kernel, Object... arguments) {
    try (IValue result = run(kernel, arguments)) {
      return result.toTensor(Torch.root());
    }
  }

  /** Runs a kernel that returns a list of tensors. */
  static List<Tensor> callForList(String kernel, Object... arguments) {
    Scope.current();
    try (IValue result = run(kernel, arguments)) {
      PtNDArray[] arrays = result.toTensorArray(Torch.root());
      return Arrays.stream(arrays).map(Tensor::inScope).toList();
    }
  }

  /** Runs a kernel that returns a whole number, or that changes its arguments and returns 0. */
  static long callForLong(String kernel, Object... arguments) {
    try (IValue result = run(kernel, arguments)) {
      return result.toLong();
    }
  }

  private static IValue run(String kernel, Object... arguments) {
    Torch.root();
    long module = MODULE.get().getHandle();
    IValue[] values = new IValue[arguments.length];
    long[] handles = new long[arguments.length];
    Ending.enter();
    try {
      for (int i = 0; i < values.length; i++) {
        values[i] = value(arguments[i]);
        handles[i] = values[i].getHandle();
      }
      long handle = (long) RUN.invokeExact(module, kernel, handles, true, false);
      return (IValue) WRAP.invokeExact(handle);
    } catch (EngineException e) {
      throw failure(kernel, arguments, e);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw failure(kernel, arguments, e);
    } finally {
      for (IValue value : values) {
        if (value != null) {
          value.close();
        }
      }
      Ending.leave();
    }
  }

  /** A wrong call, in one line; the engine's own account of it stays as the cause. */
  private static IllegalStateException failure(String kernel, Object[] arguments, Throwable cause) {
    String given = Arrays.stream(arguments).map(Script::describe).collect(Collectors.joining(", "));
    String reason =
        Iterables.getLast(
            Splitter.on('\n')
                .trimResults()
                .omitEmptyStrings()
                .split(String.valueOf(cause.getMessage())),
            "no reason given");
    return new IllegalStateException("kernel %s(%s): %s".formatted(kernel, given, reason), cause);
  }

  private static String describe(Object argument) {
    if (argument instanceof Tensor tensor) {
      return tensor.format() + Arrays.toString(tensor.shape());
    }
    if (argument instanceof PtNDArray array) {
      return array.getShape().toString();
    }
    if (argument instanceof long[] numbers) {
      return Arrays.toString(numbers);
    }
    if (argument instanceof List<?> list) {
      String shown = list.stream().limit(3).map(Script::describe).collect(Collectors.joining(", "));
      return list.size() > 3 ? "[%s ... %d]".formatted(shown, list.size()) : "[" + shown + "]";
    }
    return String.valueOf(argument);
  }

  private static IValue value(Object argument) {
    if (argument instanceof Tensor tensor) {
      return IValue.from(tensor.array());
    }
    if (argument instanceof PtNDArray array) {
      return IValue.from(array);
    }
    if (argument instanceof Double number) {
      return IValue.from((double) number);
    }
    if (argument instanceof Number number) {
      return IValue.from(number.longValue());
    }
    if (argument instanceof Boolean flag) {
      return IValue.from((boolean) flag);
    }
    if (argument instanceof String text) {
      return IValue.from(text);
    }
    if (argument instanceof long[] numbers) {
      return IValue.listFrom(numbers);
    }
    if (argument instanceof List<?> list) {
      return IValue.listFrom(
          list.stream().map(tensor -> ((Tensor) tensor).array()).toArray(PtNDArray[]::new));
    }
    throw new IllegalArgumentException("a kernel takes no " + argument.getClass());
  }

  private static PtSymbolBlock load() {
    InputStream archive = new ByteArrayInputStream(ScriptArchive.of(NAME, text()));
    try {
      return JniUtils.loadModule(Torch.root(), archive, false, false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text() {
    String methods =
        String.join(
            "\n",
            Memory.TEXT,
            Shapes.TEXT,
            Arithmetic.TEXT,
            Indexing.TEXT,
            Activation.TEXT,
            Layers.TEXT,
            Attention.TEXT,
            Recurrent.TEXT,
            Losses.TEXT,
            Gradients.TEXT,
            Optimizer.TEXT);
    return "class %s(Module):\n  __parameters__ = []\n  __buffers__ = []\n  training : bool\n"
            .formatted(NAME)
        + methods.replace("(self,", "(self: __torch__." + NAME + ",").indent(2);
  }
}
