/**
 * Parses the PostgreSQL cast "expression::type"; several may follow each other.
 */
void InfixCast(List<Object> list, ExprContext exprContext, Span s) :
{
    final SqlDataTypeSpec type;
}
{
    <INFIX_CAST> { checkNonQueryExpression(exprContext); }
    type = DataType() {
        // It binds tighter than any operator before it: only the last operand is cast.
        final SqlNode operand = (SqlNode) list.remove(list.size() - 1);
        list.add(SqlLibraryOperators.INFIX_CAST.createCall(
            Span.of(operand).end(this), operand, type));
    }
}
