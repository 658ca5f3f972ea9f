package dev.firebreak.core.answer;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// A list whose elements are made when they are asked for: there may be millions, and whoever prints them needs one at a time.
final class Listed<T> extends AbstractList<T> implements RandomAccess {
    private final int[] order;
    private final IntFunction<T> make;

    private final IntPredicate mark;

    /// @param mark of the elements that are to be found without making all
    Listed(int[] order, IntFunction<T> make, IntPredicate mark) {
        this.order = order;
        this.make = make;
        this.mark = mark;
    }

    int marked() {
        return (int) IntStream.of(order).filter(mark).count();
    }

    List<T> marked(int most) {
        return IntStream.of(order).filter(mark).limit(most).mapToObj(make).toList();
    }

    @Override
    public T get(int i) {
        return make.apply(order[i]);
    }

    @Override
    public int size() {
        return order.length;
    }
}
