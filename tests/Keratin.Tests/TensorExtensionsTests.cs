namespace Keratin.Tests;

public class TensorExtensionsTests
{
    [Theory]
    [InlineData(4, 1)]
    [InlineData(2, 2, 1)]
    [InlineData(1, 2, 2, 1)]
    [InlineData(4)]
    [InlineData(2, 1, 2)]
    public void All_elements_of_a_tensor_lie_in_one_row(params int[] shape)
    {
        float[] numbers = [1, 2, 3, 4];

        Assert.Equal(numbers, numbers.ToTensor(Shape.Create(shape)).AsFlatSpan());
    }
}
