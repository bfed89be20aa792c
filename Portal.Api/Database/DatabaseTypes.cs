using System.Data;
using Dapper;
using Portal.Api.Periods;

namespace Portal.Api.Database;

/// <summary>
/// How the portal's own types are stored: a month as the <c>date</c> of its first day, a quarter as <c>text</c> (2025-Q2).
/// A state is <c>text</c> in upper case, which Dapper reads into an enum by itself when the state is one word.
/// </summary>
public static class DatabaseTypes
{
    private static readonly Lock Once = new();
    private static bool _isRegistered;

    /// <summary>Registers them with Dapper; calling it again changes nothing.</summary>
    public static void Register()
    {
        lock (Once)
        {
            if (_isRegistered)
                return;
            SqlMapper.AddTypeHandler(new MonthColumn());
            SqlMapper.AddTypeHandler(new QuarterColumn());
            _isRegistered = true;
        }
    }

    private sealed class MonthColumn : SqlMapper.TypeHandler<Month>
    {
        public override void SetValue(IDbDataParameter parameter, Month value)
        {
            parameter.DbType = DbType.Date;
            parameter.Value = value.FirstDay;
        }

        public override Month Parse(object value)
        {
            var day = value as DateOnly? ?? DateOnly.FromDateTime((DateTime)value);
            return day.Day == 1 ? Month.Of(day) : throw new InvalidDataException("A month must be stored as its first day.");
        }
    }

    private sealed class QuarterColumn : SqlMapper.TypeHandler<Quarter>
    {
        public override void SetValue(IDbDataParameter parameter, Quarter value)
        {
            parameter.DbType = DbType.String;
            parameter.Value = value.ToString();
        }

        public override Quarter Parse(object value) =>
            Quarter.TryParse(value as string, out var quarter)
                ? quarter
                : throw new InvalidDataException("A quarter must be stored as YYYY-Qn.");
    }
}
